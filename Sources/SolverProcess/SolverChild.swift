import Foundation
public import LinearModel
public import Planning

/// Why a solver in a process of its own gave no plan.
///
/// Nothing but the job is affected: the book never waits for a solver.
public enum SolverChildError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The process could not be started.
    case notStarted(reason: String)
    /// It was ended by a signal: by its limits, by the system, or by somebody.
    case killed(signal: Int)
    /// It ended by itself without a plan.
    case failed(status: Int, message: String)

    /// The fact and the next step.
    public var description: String {
        switch self {
        case .notStarted(let reason): "the solver's process could not be started: \(reason)"
        case .killed(let signal):
            "the solver's process was ended by signal \(signal); nothing was changed, try again"
        case .failed(let status, let message):
            "the solver's process ended with status \(status): \(message.isEmpty ? "no message" : message)"
        }
    }
}

/// Solves placement problems in a child process with limits on memory and time.
///
/// *Rule.* A long solve never runs inside the server. *Why.* GLPK calls `abort()` on an internal error, and memory that
/// a large program takes is not given back. *If broken.* One bad plan takes every booking down.
public struct SolverChild: Sendable {
    private let program: String
    private let memoryMiB: Int
    private let onStart: @Sendable (Int32) -> Void
    /// Seconds that the child may take after its deadline before it is killed.
    private static let grace = 10.0

    /// Children run `program` with the arguments that ``SolverWorker`` understands.
    ///
    /// - Parameters:
    ///   - program: Path of this executable.
    ///   - memoryMiB: Address space of one child.
    ///   - onStart: Hears the process id of every child.
    public init(
        program: String, memoryMiB: Int = 2_048, onStart: @escaping @Sendable (Int32) -> Void = { _ in }
    ) {
        self.program = program
        self.memoryMiB = memoryMiB
        self.onStart = onStart
        // A child that dies while it is written to is an error, not the end; whatever program this is part of.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Solves in a child; its thread is one of its own, never one of Swift's pool.
    ///
    /// - Parameters:
    ///   - problem: What is to be placed.
    ///   - seconds: Deadline of the search.
    ///   - work: Units of work; `nil` for no limit.
    ///   - control: Cancels, and hears about every better plan and bound.
    /// - Returns: The best plan found.
    /// - Throws: ``SolverChildError``; the process is gone then.
    public func place(
        _ problem: PlacementProblem, seconds: Double, work: Int?, control: SolveControl
    ) async throws -> PlacementPlan {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                continuation.resume(
                    with: Result { try run(problem, seconds: seconds, work: work, control: control) })
            }
            thread.name = "solver-child"
            thread.start()
        }
    }

    private func run(
        _ problem: PlacementProblem, seconds: Double, work: Int?, control: SolveControl
    ) throws -> PlacementPlan {
        let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        let child = try start(seconds, work, input, output, errors)
        onStart(child.id)
        // The pipe stays open: when this process ends, the child reads its end and ends as well.
        defer { try? input.fileHandleForWriting.close() }
        var answer: Data?
        do {
            let data = try ProblemFile.write(problem)
            try input.fileHandleForWriting.write(contentsOf: Data("\(data.count)\n".utf8) + data)
            answer = read(
                output.fileHandleForReading, child, until: Date(timeIntervalSinceNow: seconds + Self.grace),
                control)
        } catch {
            child.terminate()
        }
        switch child.wait() {
        case .signalled(let signal): throw SolverChildError.killed(signal: signal)
        case .exited(let status) where status != 0 || answer == nil:
            let message = (try? errors.fileHandleForReading.readToEnd()).flatMap {
                String(data: $0, encoding: .utf8)
            }
            throw SolverChildError.failed(
                status: status, message: (message ?? "").trimmingCharacters(in: .whitespacesAndNewlines))
        case .exited: break
        }
        guard let answer else { throw SolverChildError.failed(status: 0, message: "") }
        return try PlanFile.readPlan(answer, for: problem)
    }

    /// Starts the child on its ends of the pipes, which are its alone then.
    private func start(
        _ seconds: Double, _ work: Int?, _ input: Pipe, _ output: Pipe, _ errors: Pipe
    ) throws -> ChildProcess {
        let ends = [
            input.fileHandleForReading, output.fileHandleForWriting, errors.fileHandleForWriting,
        ]
        defer { for end in ends { try? end.close() } }
        do {
            return try ChildProcess(
                program,
                [SolverWorker.command, "--seconds", "\(seconds)", "--memory", "\(memoryMiB)"]
                    + (work.map { ["--work", "\($0)"] } ?? []),
                input: ends[0].fileDescriptor, output: ends[1].fileDescriptor,
                errors: ends[2].fileDescriptor)
        } catch {
            throw SolverChildError.notStarted(reason: "\(error)")
        }
    }

    /// Reads lines until the plan or the end of the pipe; asks the child to stop when cancelled, and kills it when late.
    private func read(
        _ handle: FileHandle, _ child: ChildProcess, until deadline: Date, _ control: SolveControl
    ) -> Data? {
        var buffer = Data()
        var chunk = [UInt8](repeating: 0, count: 65_536)
        var plan: Data?
        var wasAsked = false
        while plan == nil {
            var waiting = pollfd(fd: handle.fileDescriptor, events: Int16(POLLIN), revents: 0)
            if poll(&waiting, 1, 50) > 0 {
                let count = Foundation.read(handle.fileDescriptor, &chunk, chunk.count)
                if count <= 0 { return nil }
                buffer += chunk[..<count]
                while let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                    let line = Data(buffer[buffer.startIndex..<end])
                    buffer = Data(buffer[buffer.index(after: end)...])
                    if let progress = SolverWorker.progress(line) {
                        control.report(progress)
                    } else {
                        plan = line
                    }
                }
            }
            if control.isCancelled && !wasAsked {
                wasAsked = true
                child.terminate()
            }
            if Date() > deadline { child.kill() }
        }
        return plan
    }
}
