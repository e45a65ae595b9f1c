public import FoundationEssentials
public import LinearModel

/// The file format `slotwise-plan/1`: a plan as JSON.
///
/// Its fields are listed in `docs/file-formats.md`.
public enum PlanFile {
    /// What the file's `schema` says.
    public static let schema = "slotwise-plan/1"

    /// What a plan file claims, before anyone has checked it.
    public struct Claim: Sendable, Equatable {
        /// Place of each request id; `nil` for unplaced.
        public let places: [Int: PlacementProblem.Place?]
        /// Claimed points; `nil` if it claims no plan.
        public let objective: Int?
        /// Claimed bound.
        public let bound: Int
        /// (objective − bound) / max(1, objective); 0 without a plan.
        var gap: Double { objective.map { Double($0 - bound) / Double(max(1, $0)) } ?? 0 }
    }

    /// The plan as a file.
    ///
    /// - Throws: `EncodingError`.
    public static func write(_ plan: PlacementPlan, for problem: PlacementProblem) throws -> Data {
        let (word, stoppedBy) = words(plan.termination)
        let body = Body(
            schema: schema, problem: problem.name, objective: plan.objective, bound: plan.bound,
            termination: word,
            stoppedBy: stoppedBy?.rawValue,
            placements: zip(problem.requests, plan.places).map { request, place in
                Placement(
                    request: request.id,
                    practitioner: place.map { problem.practitioners[$0.practitioner].id },
                    day: place?.day, start: place?.start, unplaced: place == nil ? true : nil
                )
            },
            statistics: plan.statistics
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return try encoder.encode(body) + Data("\n".utf8)
    }

    /// Reads what a plan file claims about `problem`.
    public static func read(_ data: Data, for problem: PlacementProblem) throws(ProblemError) -> Claim {
        let body: ClaimBody
        do {
            body = try JSONDecoder().decode(ClaimBody.self, from: data)
        } catch let error as DecodingError {
            throw ProblemFile.explain(error)
        } catch {
            throw .notJSON("\(error)")
        }
        guard body.schema == schema else {
            throw .invalid(field: "schema", value: body.schema, rule: "it is \(schema)")
        }
        let positions = Dictionary(
            problem.practitioners.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first }
        )
        var places: [Int: PlacementProblem.Place?] = [:]
        for (index, placement) in body.placements.enumerated() {
            let field = "placements[\(index)]"
            guard places[placement.request] == nil else {
                throw .invalid(
                    field: "\(field).request", value: "\(placement.request)",
                    rule: "each request is placed once")
            }
            if placement.unplaced == true {
                places.updateValue(nil, forKey: placement.request)
                continue
            }
            guard let id = placement.practitioner, let day = placement.day, let start = placement.start else {
                throw .malformed(field: field, reason: "needs practitioner, day and start, or unplaced")
            }
            guard let practitioner = positions[id] else {
                throw .invalid(
                    field: "\(field).practitioner", value: "\(id)", rule: "no practitioner has this id")
            }
            places[placement.request] = .some(.init(practitioner: practitioner, day: day, start: start))
        }
        return Claim(places: places, objective: body.objective, bound: body.bound)
    }

    /// Reads a whole plan that this program wrote, to take it over as if it had been computed here.
    ///
    /// - Throws: `ProblemError`.
    public static func readPlan(_ data: Data, for problem: PlacementProblem) throws -> PlacementPlan {
        let claim = try read(data, for: problem)
        let body = try JSONDecoder().decode(Body.self, from: data)
        let limit = body.stoppedBy.flatMap { Termination.Limit(rawValue: $0) } ?? .time
        let termination: Termination =
            switch body.termination {
            case "optimal": .optimal
            case "feasible": .feasible(stoppedBy: limit, gap: claim.gap)
            case "infeasible": .infeasible
            default: .noPlanYet(stoppedBy: limit)
            }
        return PlacementPlan(
            places: claim.objective == nil ? [] : problem.requests.map { claim.places[$0.id] ?? nil },
            objective: claim.objective, bound: claim.bound, termination: termination,
            statistics: body.statistics ?? PlacementStatistics()
        )
    }

    /// The word for a termination, and the limit that stopped it.
    public static func words(_ termination: Termination) -> (String, Termination.Limit?) {
        switch termination {
        case .optimal: ("optimal", nil)
        case .feasible(let limit, _): ("feasible", limit)
        case .noPlanYet(let limit): ("noPlanYet", limit)
        case .infeasible: ("infeasible", nil)
        }
    }

    /// What is read of a plan: anybody's, whose statistics may be of another kind.
    private struct ClaimBody: Decodable {
        let schema: String
        let objective: Int?
        let bound: Int
        let placements: [Placement]
    }

    private struct Body: Codable {
        let schema: String
        let problem: String?
        let objective: Int?
        let bound: Int
        let termination: String
        let stoppedBy: String?
        let placements: [Placement]
        let statistics: PlacementStatistics?
    }

    private struct Placement: Codable {
        let request: Int
        let practitioner: Int?
        let day: Int?
        let start: Int?
        let unplaced: Bool?
    }
}
