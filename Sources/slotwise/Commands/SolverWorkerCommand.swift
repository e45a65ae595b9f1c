import ArgumentParser
import GLPKSolver
import Planning
import SolverProcess

/// What a solver's child process runs; nobody types it.
struct SolverWorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: SolverWorker.command, abstract: "Solve one problem from standard input.",
        shouldDisplay: false)
    @Option var seconds: Double
    @Option var work: Int?
    @Option var memory: Int

    func run() throws {
        let placing = PlaceRequests(engine: GLPKSolver())
        try SolverWorker(seconds: seconds, work: work, memoryMiB: memory).serve {
            try placing($0, limits: $1, control: $2)
        }
    }
}
