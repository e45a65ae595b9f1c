import Foundation
import TestKit
import Testing

/// The program that was built beside the tests, in a process of its own.
enum Program {
    /// How a run ended.
    struct Run {
        let status: Int32
        let output: String
        let errors: String

        func json() throws -> [String: Any] {
            try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        }
    }

    private static let url =
        Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?
        .deletingLastPathComponent().appendingPathComponent("slotwise")
        ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(
            "slotwise")

    /// Runs it to its end.
    static func run(_ arguments: [String]) throws -> Run {
        let folder = try TemporaryDirectory()
        let (output, errors) = (folder.path + "/out", folder.path + "/err")
        let process = try start(arguments, output: output, errors: errors)
        process.waitUntilExit()
        return Run(
            status: process.terminationStatus, output: try String(contentsOfFile: output, encoding: .utf8),
            errors: try String(contentsOfFile: errors, encoding: .utf8)
        )
    }

    /// Starts it with its words going to files.
    static func start(_ arguments: [String], output: String, errors: String) throws -> Process {
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        for path in [output, errors] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        process.standardOutput = FileHandle(forWritingAtPath: output)
        process.standardError = FileHandle(forWritingAtPath: errors)
        try process.run()
        return process
    }
}
