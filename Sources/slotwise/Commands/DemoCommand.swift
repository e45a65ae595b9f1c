import ArgumentParser
import Domain
import Foundation
import SchedulingService

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract:
            "Tell the whole story on a made-up clinic: suggest, book, clash, absence, plan, apply, verify.",
        discussion: "Example: slotwise demo --seed 7"
    )

    @Option(help: "The same seed on the same day tells the same story.") var seed: UInt64 = 7
    @Option(help: "Keep the demo's book in this directory, which must be new. Default: a temporary one.")
    var data: String?

    func run() async throws {
        let directory =
            data ?? NSTemporaryDirectory() + "slotwise-demo-\(ProcessInfo.processInfo.processIdentifier)"
        defer { if data == nil { try? FileManager.default.removeItem(atPath: directory) } }
        try await Composition.open(directory, makesBook: true) { try await DemoStory($0, seed: seed).tell() }
        if let data { Terminal().note("the book is in \(data); try: slotwise agenda p-01 --data \(data)") }
    }
}
