import Foundation
import SolverProcess
import Synchronization
import Testing

/// Children are started while everybody else opens and closes files, and inherit nothing of it.
@Suite struct ChildProcessTests {
    private func run(
        _ program: String, _ arguments: [String], environment: [String: String]? = nil
    ) async throws -> (ending: ChildProcess.Ending, said: String) {
        let output = Pipe()
        let nothing = try FileHandle(forUpdating: URL(fileURLWithPath: "/dev/null"))
        let child = try ChildProcess(
            program, arguments, environment: environment, input: nothing.fileDescriptor,
            output: output.fileHandleForWriting.fileDescriptor, errors: nothing.fileDescriptor)
        try output.fileHandleForWriting.close()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        return (await child.end(), String(decoding: said, as: UTF8.self))
    }

    @Test func `a child ends by itself with its status, or by a signal`() async throws {
        #expect(try await run("/bin/sh", ["-c", "exit 3"]).ending == .exited(3))
        #expect(try await run("/bin/sh", ["-c", "kill -9 $$"]).ending == .signalled(9))
        let named = try await run("/bin/sh", ["-c", "echo $NAME"], environment: ["NAME": "a child"])
        #expect(named.said == "a child\n")
        await #expect(throws: POSIXError.self) { _ = try await run("/nowhere", []) }
    }

    @Test func `a child is ended although this program ignores the signal`() async throws {
        let former = signal(SIGTERM, SIG_IGN)
        defer { signal(SIGTERM, former) }
        let nothing = try FileHandle(forUpdating: URL(fileURLWithPath: "/dev/null"))
        let child = try ChildProcess(
            "/bin/sleep", ["60"], input: nothing.fileDescriptor, output: nothing.fileDescriptor,
            errors: nothing.fileDescriptor)
        child.terminate()
        #expect(await child.end() == .signalled(Int(SIGTERM)))
        child.kill()
    }

    @Test func `a child has its three descriptors, however many are opened and closed meanwhile`()
        async throws
    {
        let isOver = Flag()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    while !isOver.isSet {
                        let handles = (0..<200).map { _ in FileHandle(forReadingAtPath: "/dev/null") }
                        for handle in handles { try? handle?.close() }
                        await Task.yield()
                    }
                }
            }
            group.addTask {
                defer { isOver.set() }
                for _ in 0..<60 {
                    // The fourth is the folder that ls reads.
                    let listed = try await run("/bin/ls", ["/proc/self/fd"]).said.split(separator: "\n")
                    #expect(listed == ["0", "1", "2", "3"])
                }
            }
            try await group.waitForAll()
        }
    }
}

/// Something that is so from some moment on.
private final class Flag: Sendable {
    private let value = Atomic(false)
    var isSet: Bool { value.load(ordering: .relaxed) }
    func set() { value.store(true, ordering: .relaxed) }
}
