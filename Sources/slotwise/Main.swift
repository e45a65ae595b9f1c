import Foundation
import GLPKSolver
import LinearModel
import Planning

@main struct Main {
    static func main() throws {
        let arguments = CommandLine.arguments
        let problem = try ProblemFile.read(Data(contentsOf: URL(fileURLWithPath: arguments[1])))
        let limits = EffortLimits(seconds: Double(arguments[2])!, clock: { ProcessInfo.processInfo.systemUptime })
        let plan = try PlaceRequests(engine: GLPKSolver())(problem, limits: limits)
        print(plan.objective ?? -1, plan.bound, plan.termination, PlanJudge(problem).judge(plan.places, claimed: plan.objective, bound: plan.bound).violations.prefix(3), plan.statistics.total, plan.statistics.proven as Any, plan.statistics.lpBound as Any, plan.statistics.nodes, plan.statistics.enumeration)
        if arguments.count > 3 { try PlanFile.write(plan, for: problem).write(to: URL(fileURLWithPath: arguments[3])) }
    }
}
