import ArgumentParser
import Foundation
import Planning

extension PlanCommand {
    struct Explain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a plan costs by rule, and why a request is where it is and not elsewhere.",
            discussion: """
                Examples:
                  slotwise plan explain problem.json plan.json
                  slotwise plan explain problem.json plan.json --request 12
                  slotwise plan explain problem.json plan.json --request 12 --at 3:5:108    (practitioner:day:tick)
                """
        )
        @Argument(help: "A slotwise-problem/1 file.") var problem: String
        @Argument(help: "A slotwise-plan/1 file.") var plan: String
        @Option(help: "Explain one request by its id.") var request: Int?
        @Option(help: "Why is it not at PRACTITIONER:DAY:TICK?") var at: String?
        @Flag(help: "Print JSON for programs.") var json = false

        func run() async throws {
            let problem = try readProblem(self.problem)
            let places = try PlanFile.judged(plan, for: problem)
            let terminal = Terminal()
            let explanation = PlanExplanation(problem, places: places)
            guard let request else {
                let body = BillBody(explanation)
                return json ? try terminal.json(body) : body.show(on: terminal)
            }
            guard let index = problem.requests.firstIndex(where: { $0.id == request }) else {
                throw UsageError("--request: \(request) is not in the problem")
            }
            let body = RequestBody(index, problem, places, explanation, try at.map { try place($0, problem) })
            return json ? try terminal.json(body) : body.show(on: terminal)
        }

        private func place(_ text: String, _ problem: PlacementProblem) throws -> PlacementProblem.Place {
            let parts = text.split(separator: ":").compactMap { Int($0) }
            guard parts.count == 3, let who = problem.practitioners.firstIndex(where: { $0.id == parts[0] }),
                problem.weekdays.indices.contains(parts[1]), (0..<problem.ticksPerDay).contains(parts[2])
            else { throw UsageError("--at: “\(text)” is not PRACTITIONER:DAY:TICK of the problem") }
            return .init(practitioner: who, day: parts[1], start: parts[2])
        }
    }

    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what changes from one plan of a problem to another.")
        @Argument(help: "A slotwise-problem/1 file.") var problem: String
        @Argument(help: "The plan before.") var before: String
        @Argument(help: "The plan after.") var after: String
        @Flag(help: "Print JSON for programs.") var json = false

        struct Body: Encodable {
            struct Change: Encodable {
                let request: Int
                let before, after: PlaceBody?
                let points: Int
            }

            let unchanged, points: Int
            let changes: [Change]
        }

        func run() async throws {
            let problem = try readProblem(self.problem)
            let difference = PlanDifference(
                problem, from: try PlanFile.judged(before, for: problem),
                to: try PlanFile.judged(after, for: problem))
            let body = Body(
                unchanged: difference.unchanged, points: difference.points,
                changes: difference.changes.map { change in
                    Body.Change(
                        request: problem.requests[change.request].id,
                        before: change.before.map { PlaceBody($0, problem) },
                        after: change.after.map { PlaceBody($0, problem) }, points: change.points)
                })
            let terminal = Terminal()
            guard !json else { return try terminal.json(body) }
            terminal.say(
                "\(body.changes.count) of \(problem.requests.count) requests differ, \(body.points.signed) points"
            )
            var table = Table("request", "before", "after", ">points")
            for change in body.changes {
                table.add(
                    "\(change.request)", change.before?.text ?? "unplaced", change.after?.text ?? "unplaced",
                    change.points.signed)
            }
            table.show(on: terminal)
        }
    }
}

/// A place by the ids of the file.
struct PlaceBody: Encodable {
    let practitioner, day, start: Int

    init(_ place: PlacementProblem.Place, _ problem: PlacementProblem) {
        practitioner = problem.practitioners[place.practitioner].id
        day = place.day
        start = place.start
    }

    var text: String { "practitioner \(practitioner), day \(day), tick \(start)" }
}

/// What a plan costs by rule, and who bears it.
private struct BillBody: Encodable {
    struct Line: Encodable {
        let rule: String
        let points: Int
    }

    struct Group: Encodable {
        let group: String
        let points, requests: Int
    }

    let total: Int
    let rules: [Line]
    let groups: [Group]

    init(_ explanation: PlanExplanation) {
        let bill = explanation.bill()
        total = bill.total
        rules = bill.lines.map { Line(rule: $0.rule, points: $0.points) }
        groups = explanation.borne().map { Group(group: $0.group, points: $0.points, requests: $0.requests) }
    }

    func show(on terminal: Terminal) {
        terminal.say(terminal.bold("\(total) points"))
        var table = Table("rule", ">points")
        for line in rules { table.add(line.rule, "\(line.points)") }
        table.show(on: terminal)
        guard !groups.isEmpty else { return }
        var shares = Table("group", ">points", ">requests", ">mean")
        for group in groups {
            let mean = Double(group.points) / Double(max(1, group.requests))
            shares.add(group.group, "\(group.points)", "\(group.requests)", mean.oneDecimal)
        }
        shares.show(on: terminal)
    }
}

/// Why one request is where it is.
private struct RequestBody: Encodable {
    struct Reason: Encodable {
        let rule: String
        let points: Int
    }

    struct Alternative: Encodable {
        let place: PlaceBody
        let points, difference: Int
    }

    let request: Int
    let place: PlaceBody?
    let points: Int
    let reasons: [Reason]
    let alternatives: [Alternative]
    let rivals: [Int]
    let obstacles: [String]?

    init(
        _ index: Int, _ problem: PlacementProblem, _ places: [PlacementProblem.Place?],
        _ explanation: PlanExplanation, _ wanted: PlacementProblem.Place?
    ) {
        let asked = problem.requests[index]
        request = asked.id
        place = places[index].map { PlaceBody($0, problem) }
        points = explanation.points(of: index)
        reasons =
            places[index].map { PlacementExplanation(problem).parts(of: asked, at: $0) }?
            .map { Reason(rule: $0.term.rawValue, points: $0.points) } ?? []
        alternatives = explanation.alternatives(of: index).map {
            Alternative(place: PlaceBody($0.place, problem), points: $0.points, difference: $0.difference)
        }
        rivals = explanation.rivals(of: index).map { problem.requests[$0].id }
        obstacles = wanted.map { place in
            PlanExplanation.obstacles(of: index, at: place, in: problem, places: places).map {
                $0.words(problem)
            }
        }
    }

    func show(on terminal: Terminal) {
        terminal.say("request \(request): \(terminal.bold(place?.text ?? "unplaced")), \(points) points")
        for reason in reasons { terminal.say("  \(reason.rule) +\(reason.points)") }
        if !alternatives.isEmpty { terminal.say("the next best places while all others stay:") }
        for other in alternatives {
            terminal.say("  \(other.place.text): \(other.points) points (\(other.difference.signed))")
        }
        if !rivals.isEmpty {
            terminal.say("cheaper places went to requests \(rivals.map(String.init).joined(separator: ", "))")
        }
        guard let obstacles else { return }
        terminal.say(
            obstacles.isEmpty ? "nothing keeps it from there; it costs more" : "what keeps it from there:")
        for obstacle in obstacles { terminal.say("  \(obstacle)") }
    }
}

extension Obstacle {
    fileprivate func words(_ problem: PlacementProblem) -> String {
        switch self {
        case .skill(let skill): "the practitioner does not offer \(skill)"
        case .location: "the patient does not accept the location"
        case .day(let allowed): "only days \(allowed.lowerBound) to \(allowed.upperBound) are allowed"
        case .workingTime: "the practitioner does not work during all of it"
        case .grid: "it is off the grid of starts"
        case .fixedBooking: "a booking that stays is in the way"
        case .reserved: "the time is kept for others"
        case .cap(let most): "no more than \(most) of its type are taken on that day"
        case .patientBusy: "the patient is elsewhere"
        case .equipment(let kind): "no \(kind) is left"
        case .request(let index): "request \(problem.requests[index].id) is there"
        }
    }
}

extension PlanFile {
    /// The places of a plan in a file, if the judge finds it valid.
    fileprivate static func judged(_ path: String, for problem: PlacementProblem) throws -> [PlacementProblem
        .Place?]
    {
        let claim = try read(try readFile(path), for: problem)
        let verdict = PlanJudge(problem).judge(claim)
        guard verdict.isValid else {
            throw UsageError(
                "\(path): the plan breaks rules: \(verdict.violations.prefix(3).joined(separator: "; "))")
        }
        return problem.requests.map { claim.places[$0.id] ?? nil }
    }
}

extension Int {
    /// With its sign, as differences are told.
    var signed: String { self > 0 ? "+\(self)" : "\(self)" }
}
