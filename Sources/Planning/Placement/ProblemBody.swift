/// The JSON of `slotwise-problem/1` as it is written, before it is checked.
struct ProblemBody: Codable {
    let schema: String
    let name: String?
    /// For people; kept nowhere.
    let note: String?
    let tickMinutes: Int
    let dayCount: Int
    let weekdays: [Int]
    let weights: PlacementWeights
    let balanceLoad: Bool
    let fairness: PlacementProblem.Fairness?
    let practitioners: [Practitioner]
    let fixed: [Fixed]
    let equipment: [Pool]
    let caps: [Cap]?
    let requests: [Request]
    let knownOptimum: Int?

    struct Practitioner: Codable {
        let id: Int
        let location: Int
        let skills: [String]
        let windows: [[Int]]
        let overtimeTicks: Int
        let targetLoadTicks: Int?
        let reserved: [Reserved]?
    }

    struct Reserved: Codable {
        let day: Int
        let start: Int
        let end: Int
        let priorities: [String]
        let appointmentTypes: [String]
    }

    /// One kind of equipment, several, or none: a text, a list or null.
    struct Kinds: Codable {
        let values: [String]

        init(_ values: [String]) { self.values = values }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            values = try (try? container.decode(String.self)).map { [$0] } ?? container.decode([String].self)
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            if values.count == 1 { try container.encode(values[0]) } else { try container.encode(values) }
        }
    }

    struct Fixed: Codable {
        let practitioner: Int
        let day: Int
        let start: Int
        let duration: Int
        let equipment: Kinds?
        let appointmentType: String?
    }

    struct Cap: Codable {
        let practitioner: Int
        let appointmentType: String
        let perDay: Int
    }

    struct Pool: Codable {
        let location: Int
        let kind: String
        let capacity: Int
    }

    struct Request: Codable {
        let id: Int
        let patient: Int
        let appointmentType: String
        let duration: Int
        let skill: String
        let equipment: Kinds?
        let priority: String
        let movable: Bool
        let earliestDay: Int
        let dueDay: Int
        let original: Original
        let preferences: Wishes
        let locations: [Int]
        let patientBusy: [[Int]]
        let startStep: Int?
        let startOffset: Int?
        let group: String?
    }

    struct Original: Codable {
        let practitioner: Int
        let day: Int
        let start: Int
    }

    struct Wishes: Codable {
        let practitioners: [Int]
        let weekdays: [Int]
        let timeOfDay: String
    }
}
