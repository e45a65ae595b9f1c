import Foundation
import LinearModel
import Planning
import TestKit
import Testing

/// Problems with stated optima, where the collection lies beside the repository; the suite passes without it.
@Suite struct KnownProblemsTests {
    private static let collection = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../shared/instances").standardized

    private static func files(_ folder: String) -> [URL] {
        let found = try? FileManager.default.contentsOfDirectory(
            at: collection.appendingPathComponent(folder), includingPropertiesForKeys: nil
        )
        return (found ?? []).filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    }

    @Test(arguments: files("known") + files("small"))
    func `a small problem is solved to its stated optimum`(file: URL) throws {
        let problem = try ProblemFile.read(Data(contentsOf: file))
        let plan = try TestSolver.solve(problem)
        #expect(plan.termination == .optimal)
        if let known = problem.knownOptimum { #expect(plan.objective == known) }
        #expect(PlanJudge(problem).judge(plan.places, claimed: plan.objective, bound: plan.bound).isValid)
    }
}
