/// The JSON of `slotwise-problem/1` as it is written, before it is checked.
struct ProblemBody: Decodable {
    let name: String?
    let tickMinutes: Int
    let dayCount: Int
    let weekdays: [Int]
    let weights: PlacementWeights
    let balanceLoad: Bool
    let practitioners: [Practitioner]
    let fixed: [Fixed]
    let equipment: [Pool]
    let requests: [Request]
    let knownOptimum: Int?

    struct Practitioner: Decodable {
        let id: Int
        let location: Int
        let skills: [String]
        let windows: [[Int]]
        let overtimeTicks: Int
        let targetLoadTicks: Int?
    }

    struct Fixed: Decodable {
        let practitioner: Int
        let day: Int
        let start: Int
        let duration: Int
        let equipment: String?
    }

    struct Pool: Decodable {
        let location: Int
        let kind: String
        let capacity: Int
    }

    struct Request: Decodable {
        let id: Int
        let patient: Int
        let appointmentType: String
        let duration: Int
        let skill: String
        let equipment: String?
        let priority: String
        let movable: Bool
        let earliestDay: Int
        let dueDay: Int
        let original: Original
        let preferences: Wishes
        let locations: [Int]
        let patientBusy: [[Int]]
    }

    struct Original: Decodable {
        let practitioner: Int
        let day: Int
        let start: Int
    }

    struct Wishes: Decodable {
        let practitioners: [Int]
        let weekdays: [Int]
        let timeOfDay: String
    }
}
