import Foundation
public import LinearModel
public import Planning

/// The child's side: reads a problem from standard input, writes progress and the plan to standard output, one line each.
///
/// Standard input stays open while the parent lives; at its end the child ends too.
public struct SolverWorker: Sendable {
    /// The first argument of a child.
    public static let command = "solver-worker"

    private let seconds: Double
    private let work: Int?
    private let memoryMiB: Int

    /// A worker with its limits; `seconds` of search, `memoryMiB` of address space.
    public init(seconds: Double, work: Int?, memoryMiB: Int) {
        self.seconds = seconds
        self.work = work
        self.memoryMiB = memoryMiB
    }

    /// What a line says of progress; `nil` if it is the plan.
    static func progress(_ line: Data) -> SolveControl.Progress? {
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        guard words.count == 3, words[0] == "progress", let bound = Double(words[2]) else { return nil }
        return SolveControl.Progress(incumbent: Double(words[1]), bound: bound)
    }

    /// Serves one problem with `solve`, then returns.
    ///
    /// - Throws: `ProblemError` for a problem that cannot be read, or what `solve` throws.
    public func serve(
        _ solve: (PlacementProblem, EffortLimits, SolveControl) throws -> PlacementPlan
    ) throws {
        limit()
        let problem = try ProblemFile.read(try receive())
        let output = FileHandle.standardOutput
        let control = SolveControl { progress in
            let cost = progress.incumbent.map { "\($0)" } ?? "-"
            try? output.write(contentsOf: Data("progress \(cost) \(progress.bound)\n".utf8))
        }
        let signals = DispatchSource.makeSignalSource(signal: SIGTERM, queue: .global())
        signal(SIGTERM, SIG_IGN)
        signals.setEventHandler { control.cancel() }
        signals.activate()
        watchParent()
        let limits = EffortLimits(seconds: seconds, work: work) { ProcessInfo.processInfo.systemUptime }
        let plan = try solve(problem, limits, control)
        try output.write(contentsOf: try PlanFile.write(plan, for: problem))
        signals.cancel()
    }

    /// Memory, processor time, no core files.
    private func limit() {
        func set(_ resource: __rlimit_resource, _ value: Int) {
            var limit = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
            setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
        }
        set(RLIMIT_AS, memoryMiB << 20)
        set(RLIMIT_CPU, Int(seconds) + 60)
        set(RLIMIT_CORE, 0)
    }

    private func receive() throws -> Data {
        let input = FileHandle.standardInput
        var count = 0
        while let byte = try input.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
            guard (48...57).contains(byte), count <= ProblemFile.largestFile else {
                throw ProblemError.notJSON("no length")
            }
            count = 10 * count + Int(byte - 48)
        }
        var data = Data()
        while data.count < count, let chunk = try input.read(upToCount: count - data.count), !chunk.isEmpty {
            data += chunk
        }
        return data
    }

    /// Ends the process when the parent does.
    private func watchParent() {
        Thread.detachNewThread {
            while let chunk = try? FileHandle.standardInput.read(upToCount: 1_024), !chunk.isEmpty {}
            exit(1)
        }
    }
}
