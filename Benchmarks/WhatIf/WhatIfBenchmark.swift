import Domain
import Foundation
import GLPKSolver
import LinearModel
import Planning
import Synchronization

/// How much sooner a what-if variant is answered when it starts from what the solve of the problem learned.
///
/// `swift run -c release bench-whatif PROBLEM.json …` prints a markdown table: cold / warm, in milliseconds. A dash means
/// not within the limit; `close` is when plan and bound were first within 0.5 %.
@main
struct WhatIfBenchmark {
    private static let baseSeconds = 5.0
    private static let variantSeconds = 2.0

    static func main() throws {
        print(
            "| problem | variant | columns | LP columns | rows | lpBound ms | ratio | close ms | ratio "
                + "| proven ms | ratio | bound |")
        print("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
        var pairs: [Pair] = []
        for path in CommandLine.arguments.dropFirst() {
            let problem = try ProblemFile.read(Data(contentsOf: URL(filePath: path)))
            let warm = try Run(problem, from: nil, seconds: baseSeconds).warmStart
            for variant in Variant.all(of: problem) {
                let pair = Pair(
                    cold: try Run(variant.problem, from: nil, seconds: variantSeconds),
                    warm: try Run(variant.problem, from: warm, seconds: variantSeconds)
                )
                print("| \(problem.name) | \(variant.name) | \(pair.row) |")
                pairs.append(pair)
            }
        }
        print(
            "| **median ratio** | \(pairs.count) variants | | | | | \(median(pairs, \.lpBound)) "
                + "| | \(median(pairs, \.close)) | | \(median(pairs, \.proven)) | |")
    }

    private static func median(_ pairs: [Pair], _ milestone: KeyPath<Run, Double?>) -> String {
        let ratios = pairs.compactMap { $0.ratio(milestone) }.sorted()
        return ratios.isEmpty ? "–" : String(format: "**%.2f** of %d", ratios[ratios.count / 2], ratios.count)
    }
}

/// One solve, and when it reached what.
private struct Run {
    let plan: PlacementPlan
    let warmStart: WarmStart
    /// Seconds until plan and bound were within 0.5 %.
    let close: Double?

    var lpBound: Double? { plan.statistics.lpBound }
    var proven: Double? { plan.statistics.proven }

    init(_ problem: PlacementProblem, from warm: WarmStart?, seconds: Double) throws {
        let begin = ProcessInfo.processInfo.systemUptime
        let reached = Mutex<Double?>(nil)
        let control = SolveControl { progress in
            guard let cost = progress.incumbent, cost - progress.bound <= 0.005 * cost else { return }
            let now = ProcessInfo.processInfo.systemUptime - begin
            reached.withLock { if $0 == nil { $0 = now } }
        }
        let limits = EffortLimits(seconds: seconds) { ProcessInfo.processInfo.systemUptime }
        (plan, warmStart) = try PlaceRequests(engine: GLPKSolver())
            .solve(problem, from: warm, limits: limits, control: control)
        close = reached.withLock { $0 }
    }
}

/// The same variant without and with a warm start.
private struct Pair {
    let cold: Run
    let warm: Run

    func ratio(_ milestone: KeyPath<Run, Double?>) -> Double? {
        guard let cold = cold[keyPath: milestone], let warm = warm[keyPath: milestone] else { return nil }
        return warm / cold
    }

    var row: String {
        let (before, after) = (cold.plan.statistics, warm.plan.statistics)
        return [
            "\(before.columns)", "\(before.columnsInLP) / \(after.columnsInLP)",
            "\(before.rows) / \(after.rows)",
            both(\.lpBound), both(\.close), both(\.proven), "\(cold.plan.bound) / \(warm.plan.bound)",
        ].joined(separator: " | ")
    }

    private func both(_ milestone: KeyPath<Run, Double?>) -> String {
        let times = [cold, warm].map { run in
            run[keyPath: milestone].map { String(format: "%.1f", $0 * 1_000) } ?? "–"
        }
        let ratio = ratio(milestone).map { String(format: "%.2f", $0) } ?? "–"
        return times.joined(separator: " / ") + " | " + ratio
    }
}

/// A problem with one thing changed.
private struct Variant {
    let name: String
    let problem: PlacementProblem

    static func all(of problem: PlacementProblem) -> [Variant] {
        let count = problem.practitioners.count
        var variants = [count / 3, 2 * count / 3].map { absence(of: $0, in: problem) }
        if let weights = try? problem.weights.setting("late.normal", to: problem.weights.waiting(.normal) + 1)
        {
            variants.append(Variant(name: "late.normal + 1", problem: problem.with { $0.weights = weights }))
        }
        if let weights = try? problem.weights.setting("overtimeTick", to: 6) {
            variants.append(Variant(name: "overtimeTick 6", problem: problem.with { $0.weights = weights }))
        }
        let request = problem.requests[problem.requests.count / 2]
        variants.append(
            Variant(
                name: "without a request",
                problem: problem.with { $0.requests.remove(at: $0.requests.count / 2) }))
        variants.append(
            Variant(
                name: "one request more",
                problem: problem.with { $0.requests.append(request.again(in: problem)) }))
        variants.append(session(of: count / 2, in: problem))
        return variants
    }

    /// Three days off from a quarter of the horizon on; what is booked then stays.
    private static func absence(of who: Int, in problem: PlacementProblem) -> Variant {
        let days = problem.dayCount / 4..<problem.dayCount / 4 + 3
        let changed = problem.with { variant in
            let windows = variant.practitioners[who].windows.filter { !days.contains($0.day) }
            variant.practitioners[who] = variant.practitioners[who].working(windows)
        }
        return Variant(name: "\(problem.practitioners[who].id) absent 3 days", problem: changed)
    }

    /// Three hours more after the last window of a day in the middle.
    private static func session(of who: Int, in problem: PlacementProblem) -> Variant {
        let day = problem.dayCount / 2
        let practitioner = problem.practitioners[who]
        let start = practitioner.windows.filter { $0.day == day }.map(\.end).max() ?? problem.ticksPerDay / 2
        let end = min(problem.ticksPerDay, start + 180 / problem.tickMinutes)
        let session = PlacementProblem.Window(day: day, start: start, end: end)
        return Variant(
            name: "\(practitioner.id) has a session more",
            problem: problem.with {
                $0.practitioners[who] = practitioner.working(practitioner.windows + [session])
            }
        )
    }
}

extension PlacementProblem {
    fileprivate func with(_ change: (inout PlacementProblem) -> Void) -> PlacementProblem {
        var changed = self
        change(&changed)
        return changed
    }
}

extension PlacementProblem.Practitioner {
    fileprivate func working(_ windows: [PlacementProblem.Window]) -> PlacementProblem.Practitioner {
        .init(
            id: id, location: location, skills: skills, windows: windows, overtimeTicks: overtimeTicks,
            targetLoadTicks: targetLoadTicks, reserved: reserved
        )
    }
}

extension PlacementProblem.Request {
    /// Another patient's wish for the same.
    fileprivate func again(in problem: PlacementProblem) -> PlacementProblem.Request {
        let others = problem.requests
        return .init(
            id: (others.map(\.id).max() ?? 0) + 1, patient: (others.map(\.patient).max() ?? 0) + 1,
            appointmentType: appointmentType, duration: duration, skill: skill, equipment: equipment,
            priority: priority, earliestDay: earliestDay, dueDay: dueDay, original: original,
            wishedPractitioners: wishedPractitioners, wishedWeekdays: wishedWeekdays, timeOfDay: timeOfDay,
            locations: locations, startStep: startStep, startOffset: startOffset, group: group
        )
    }
}
