import Domain
import Foundation
import Scenarios
import Book
import SolverProcess

/// Runs one scenario in a process of its own, which is ended when it takes too long or is no longer wanted.
///
/// *Rule.* The server answers no what-if itself. *Why.* A question about a year of demand keeps a core busy for minutes and
/// takes memory; a process can be ended at any instant, a loop cannot. *Cost.* Some 50 ms to begin.
struct ScenarioChild {
    /// A directory that holds the copy of the book, and takes question and answer.
    let folder: String
    private static let mostSeconds = 120.0

    static let book = "book"
    static let question = "question.json"
    static let answer = "answer.json"

    /// The answer of `scenario`.
    ///
    /// - Throws: `UsageError` with what the process said, or that it took too long; `CancellationError`.
    func callAsFunction(_ scenario: Scenario) async throws -> ScenarioComparison.Result {
        try JSONEncoder().encode(scenario).write(to: URL(fileURLWithPath: "\(folder)/\(Self.question)"))
        let child = try begin()
        let deadline = Task { () -> Bool in
            guard (try? await Task.sleep(for: .seconds(Self.mostSeconds))) != nil else { return false }
            child.terminate()
            return true
        }
        let ending = await withTaskCancellationHandler {
            await child.end()
        } onCancel: {
            child.terminate()
        }
        deadline.cancel()
        let isLate = await deadline.value
        try Task.checkCancellation()
        guard ending == .exited(0),
            let data = FileManager.default.contents(atPath: "\(folder)/\(Self.answer)")
        else {
            throw UsageError(isLate ? "it took more than \(Int(Self.mostSeconds)) s; ask for less" : said)
        }
        return try JSONDecoder().decode(ScenarioComparison.Result.self, from: data)
    }

    private func begin() throws -> ChildProcess {
        var environment = ProcessInfo.processInfo.environment
        // A stated time runs on: the child begins where this process is by now.
        if SystemTime.isStated { environment[SystemTime.variable] = SystemTime().now.rfc3339 }
        _ = FileManager.default.createFile(atPath: "\(folder)/said", contents: nil)
        let nothing = try FileHandle(forUpdating: URL(fileURLWithPath: "/dev/null"))
        let said = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(folder)/said"))
        defer {
            try? nothing.close()
            try? said.close()
        }
        return try ChildProcess(
            IsolatedSolver.thisProgram, [ScenarioWorkerCommand.name, folder], environment: environment,
            input: nothing.fileDescriptor, output: nothing.fileDescriptor, errors: said.fileDescriptor)
    }

    /// The last line the process said, without the program's name.
    private var said: String {
        let text = FileManager.default.contents(atPath: "\(folder)/said").map {
            String(decoding: $0, as: UTF8.self)
        }
        let line = text?.split(separator: "\n").last.map(String.init) ?? "it ended without an answer"
        return line.hasPrefix("slotwise: ") ? String(line.dropFirst("slotwise: ".count)) : line
    }
}
