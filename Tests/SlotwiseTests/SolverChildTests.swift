import Foundation
import LinearModel
import Planning
import SolverProcess
import Synchronization
import TestKit
import Testing

@Suite struct SolverChildTests {
    private static let program =
        Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?
        .deletingLastPathComponent().appendingPathComponent("slotwise").path
        ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("slotwise").path

    @Test(arguments: 0..<5 as Range<UInt64>)
    func `a child gives the plan that this process would give`(seed: UInt64) async throws {
        let problem = SmallProblem.random(seed: seed)
        let child = try await SolverChild(program: Self.program).place(
            problem, seconds: 60, work: 200_000, control: SolveControl())
        let here = try TestSolver.solve(problem, work: 200_000)
        #expect(child.places == here.places && child.objective == here.objective && child.bound == here.bound)
        #expect(child.termination == here.termination)
    }

    @Test func `a cancelled child gives its best plan so far`() async throws {
        let reports = Atomic(0)
        let control = Mutex<SolveControl?>(nil)
        let cancelling = SolveControl { _ in
            if reports.add(1, ordering: .relaxed).newValue == 2 { control.withLock { $0?.cancel() } }
        }
        control.withLock { $0 = cancelling }
        let problem = SmallProblem.crowded(seed: 1)
        let plan = try await SolverChild(program: Self.program).place(
            problem, seconds: 60, work: nil, control: cancelling)
        #expect(plan.objective != nil && plan.bound <= plan.objective ?? 0)
        #expect(PlanJudge(problem).judge(plan.places, claimed: plan.objective, bound: plan.bound).isValid)
    }

    @Test func `a child that is killed is an error with its signal`() async throws {
        let child = SolverChild(program: Self.program) { kill($0, SIGKILL) }
        await #expect(throws: SolverChildError.killed(signal: 9)) {
            try await child.place(
                SmallProblem.crowded(seed: 2), seconds: 60, work: nil, control: SolveControl())
        }
    }

    @Test func `a child that may use hardly any memory fails, and only the child`() async throws {
        let child = SolverChild(program: Self.program, memoryMiB: 40)
        await #expect(throws: SolverChildError.self) {
            try await child.place(
                SmallProblem.crowded(seed: 2), seconds: 60, work: nil, control: SolveControl())
        }
    }
}
