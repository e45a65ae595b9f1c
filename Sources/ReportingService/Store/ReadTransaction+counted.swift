import Domain
import Reports
import Storage

/// Where a page of what is counted ended.
struct CountedCursor: Sendable, Hashable {
    let day: LocalDate
    let id: String

    init(day: LocalDate, id: String) {
        self.day = day
        self.id = id
    }

    /// Reads what `text` wrote; `nil` for anything else.
    init?(_ text: String) {
        guard let day = LocalDate(iso8601: String(text.prefix(10))), text.dropFirst(10).first == "." else {
            return nil
        }
        self.init(day: day, id: String(text.dropFirst(11)))
    }

    var text: String { "\(day).\(id)" }
}

/// One that is counted, by ids.
struct CountedRow: Sendable, Hashable {
    let id: String
    let day: LocalDate
    let status: AppointmentStatus
    let practitioner: String
    let location: String
    let type: String
    let patient: Patient.ID

    var cursor: CountedCursor { CountedCursor(day: day, id: id) }
}

extension ReadTransaction {
    /// Those whom a measure of a report counts, by day and id.
    func counted(
        by measure: ReportMeasure, in definition: ReportDefinition, after cursor: CountedCursor?, limit: Int
    ) throws -> [CountedRow] {
        let after: SQL = cursor.map { "(day > \($0.day) OR (day = \($0.day) AND id > \($0.id)))" } ?? "1 = 1"
        return try rows(
            """
            SELECT id, day, status, practitioner, location, appointment_type, patient_id FROM visit
            WHERE \(definition.condition) AND \(measure.columns[0].condition) AND \(after)
            ORDER BY day, id LIMIT \(limit)
            """
        ).map {
            CountedRow(
                id: try $0.text(0), day: try $0.date(1), status: try $0.word(2),
                practitioner: try $0.text(3), location: try $0.text(4), type: try $0.text(5),
                patient: try $0.id(6))
        }
    }
}

extension ReportMeasure.Column {
    /// Which of a group it counts.
    fileprivate var condition: SQL {
        switch self {
        case .fulfilled, .centsFulfilled: "fulfilled = 1"
        case .missed, .centsMissed: "missed = 1"
        case .due: "fulfilled + missed = 1"
        case .cancelled: "cancelled = 1"
        case .own: "own = 1"
        case .movedByPlan: "moved_by_plan = 1"
        case .minutesKept, .centsKept: "cancelled = 0"
        case .minutesOnClock: "cancelled = 0 AND hour <> ''"
        case .one, .patients, .leadDays, .open: "1 = 1"
        }
    }
}
