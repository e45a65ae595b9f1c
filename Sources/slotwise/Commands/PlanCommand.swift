import ArgumentParser
import Foundation
import LinearModel
import Planning
import Book
import SchedulingService

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Solve and check placement problems in files.",
        discussion: """
            Examples:
              slotwise plan solve problem.json --out plan.json --seconds 10
              slotwise plan check problem.json plan.json
              slotwise plan explain problem.json plan.json --request 12
              slotwise plan diff problem.json before.json after.json

            The formats slotwise-problem/1 and slotwise-plan/1 are described in docs/file-formats.md.
            """,
        subcommands: [Solve.self, Check.self, Explain.self, Diff.self]
    )

    struct Solve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Solve a problem; exit code 0 with a plan.")
        @Argument(help: "A slotwise-problem/1 file.") var problem: String
        @Option(help: "Where to write the slotwise-plan/1 file. Default: nowhere.") var out: String?
        @Option(help: "Deadline of the search.") var seconds = 60.0
        @Option(help: "Stop after so many units of work: repeatable, unlike a deadline.") var work: Int?
        @Flag(help: "Print the plan as JSON on standard output.") var json = false

        func validate() throws {
            guard seconds > 0, seconds <= 86_400 else {
                throw ValidationError(
                    "--seconds: \(seconds) is not allowed; it is more than 0 and at most 86400")
            }
            if let work, work < 1 {
                throw ValidationError("--work: \(work) is not allowed; it is at least 1")
            }
        }

        func run() async throws {
            let problem = try readProblem(self.problem)
            let terminal = Terminal()
            let control = SolveControl { progress in
                let cost = progress.incumbent.map { "\(Int($0))" } ?? "–"
                terminal.progress("cost \(cost), proved at least \(Int(progress.bound))")
            }
            let plan = try await ThreadedSolver().place(
                problem, from: nil, limits: PlanLimits(seconds: seconds, work: work), control: control
            ).plan
            terminal.endProgress()
            let verdict = plan.objective.map {
                PlanJudge(problem).judge(plan.places, claimed: $0, bound: plan.bound)
            }
            if let verdict, !verdict.isValid { throw RejectedPlan(violations: verdict.violations) }
            let file = try PlanFile.write(plan, for: problem)
            if let out { try write(file, to: out) }
            if json { terminal.write(file) } else { plan.show(on: terminal) }
            if plan.objective == nil { throw ExitCode(1) }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Judge a plan by rules that know nothing of the solver; exit code 1 if it breaks one."
        )
        @Argument(help: "A slotwise-problem/1 file.") var problem: String
        @Argument(help: "A slotwise-plan/1 file.") var plan: String
        @Flag(help: "Print JSON for programs.") var json = false

        struct Body: Encodable {
            let violations: [String]
            let objective: Int
            let claimed: Int?
            let bound: Int
        }

        func run() async throws {
            let problem = try readProblem(self.problem)
            let claim = try PlanFile.read(try readFile(plan), for: problem)
            let verdict = PlanJudge(problem).judge(claim)
            let terminal = Terminal()
            if json {
                try terminal.json(
                    Body(
                        violations: verdict.violations, objective: verdict.objective,
                        claimed: claim.objective,
                        bound: claim.bound
                    )
                )
            } else {
                terminal.say(verdict.isValid ? terminal.good("valid") : terminal.bad("invalid"))
                terminal.say("objective \(verdict.objective), bound \(claim.bound)")
                verdict.violations.prefix(20).forEach { terminal.say("  \($0)") }
            }
            if !verdict.isValid { throw ExitCode(1) }
        }
    }
}

/// A plan that its own judge refuses is a fault of this program, never an answer.
struct RejectedPlan: Error, CustomStringConvertible {
    let violations: [String]
    var description: String {
        "the plan breaks rules: \(violations.prefix(3).joined(separator: "; ")); please report this"
    }
}

func readProblem(_ path: String) throws -> PlacementProblem { try ProblemFile.read(readFile(path)) }

/// Reads a file, but never one larger than a problem can be.
func readFile(_ path: String) throws -> Data {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    if let size = attributes?[.size] as? Int, size > ProblemFile.largestFile {
        throw ProblemError.tooLarge(bytes: size, limit: ProblemFile.largestFile)
    }
    guard let data = FileManager.default.contents(atPath: path) else {
        throw UsageError("\(path): cannot be read")
    }
    return data
}

private func write(_ data: Data, to path: String) throws {
    do {
        try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
        throw UsageError("\(path): cannot be written")
    }
}

extension PlacementPlan {
    /// How good the plan is and how it was found.
    fileprivate func show(on terminal: Terminal) {
        let (word, limit) = PlanFile.words(termination)
        terminal.say("\(terminal.bold(word))\(limit.map { ", stopped by \($0.rawValue)" } ?? "")")
        guard let objective, let gap else { return terminal.say("no plan; bound \(bound)") }
        terminal.say("objective \(objective), bound \(bound), gap \((gap * 100).twoDecimals) %")
        terminal.say("\(places.count - statistics.unplaced) placed, \(statistics.unplaced) unplaced")
        terminal.say(
            "\(statistics.total.twoDecimals) s, \(statistics.columns) columns, \(statistics.columnsInLP) in the LP, "
                + "\(statistics.rows) rows, \(statistics.nodes) nodes"
        )
    }
}
