import Domain
import Reports
import ServiceContracts

/// What is counted as one: an appointment, or a visit of before, with whose it is.
struct CountedVisit: Sendable, Hashable {
    /// Ids of visits of before begin so; no appointment's does.
    private static let past = "past/"

    let id: String
    let version: Int
    let patient: Patient.ID
    let practitioner: String
    let location: String
    let type: String
    let priority: String
    private(set) var row: ReportRow

    init(_ fact: VisitFact, _ row: ReportRow) {
        id = fact.id.rawValue
        version = fact.version
        patient = fact.patient
        practitioner = fact.practitioner.rawValue
        location = fact.location.rawValue
        type = fact.type.rawValue
        priority = fact.priority.rawValue
        self.row = row
    }

    init(_ visit: PastVisit) {
        id = Self.id(of: visit.id)
        version = visit.version
        patient = visit.patient
        practitioner = visit.practitioner?.rawValue ?? ""
        location = visit.location?.rawValue ?? ""
        type = visit.type?.rawValue ?? ""
        priority = ""
        row = ReportRow(visit)
    }

    /// Under which a visit of before is counted.
    static func id(of visit: PastVisit.ID) -> String { past + visit.rawValue }

    /// The visit of before that is counted under an id; `nil` for an appointment.
    static func pastVisit(_ id: String) -> PastVisit.ID? {
        id.hasPrefix(past) ? PastVisit.ID(String(id.dropFirst(past.count))) : nil
    }

    /// The same, with what is known from before of its reminder where nothing is now; of visits of before the sheet says all.
    func remembering(_ wasReminded: Bool?) -> CountedVisit {
        guard Self.pastVisit(id) == nil else { return self }
        var visit = self
        visit.row = row.remembering(wasReminded)
        return visit
    }
}
