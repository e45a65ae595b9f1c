import Book

/// The kinds of sheet a clinic is exchanged as, in the order they depend on each other.
public enum ImportKind: String, Sendable, CaseIterable, Codable {
    case locations, pools, types, practitioners, lengths, templates, exceptions, holidays, absences, carveOuts
    case patients, appointments
    case consultations, pastVisits

    /// The columns of the sheet; those with a question mark may be missing or empty.
    public var columns: [String] {
        switch self {
        case .locations: ["id", "name", "zone"]
        case .pools: ["id", "location", "kind", "purpose", "members"]
        case .types:
            [
                "id", "name", "durationMinutes", "bufferBeforeMinutes?", "bufferAfterMinutes?", "skill",
                "purposes?",
                "gridMinutes?", "priceCents?", "noticeMinutes?", "horizonDays?", "perPractitionerDay?",
                "perPatient?", "needsApproval?",
            ]
        case .practitioners: ["id", "name", "location", "skills"]
        case .lengths:
            ["practitioner", "type", "durationMinutes", "bufferBeforeMinutes?", "bufferAfterMinutes?"]
        case .templates: ["practitioner", "weekday", "hours", "breaks?", "validFrom", "validUntil?"]
        case .exceptions: ["practitioner", "date", "hours", "effect"]
        case .holidays: ["date", "name", "location?"]
        case .absences: ["id", "practitioner", "from", "to", "reason"]
        case .carveOuts: ["practitioner", "weekday", "hours", "priorities?", "types?", "releaseMinutes?"]
        case .patients:
            [
                "id", "name", "email?", "phone?", "birthDate?", "wishedPractitioners?", "wishedWeekdays?",
                "wishedTimeOfDay?",
                "wishedLocation?",
            ]
        case .appointments:
            [
                "id", "type", "practitioner", "patient", "start", "status", "priority?", "bookedAt?",
                "overbookReason?",
                "series?", "durationMinutes?", "bufferBeforeMinutes?", "bufferAfterMinutes?", "pinned?",
                "anyPractitioner?", "bookedBy?", "lastStepBy?", "lastStepReason?", "lastStepAt?",
                "statusBefore?",
            ]
        case .consultations: ["patient", "session", "visit", "start", "serviceSeconds"]
        case .pastVisits:
            [
                "id", "patient", "day", "bookedOn", "status", "age?", "reminded?", "practitioner?",
                "location?", "type?", "durationMinutes?", "priceCents?", "bookedBy?", "cancelledBy?",
                "cancelReason?",
            ]
        }
    }
}

/// A sheet read from a file: rows of text under our column names.
public struct ImportSheet: Sendable {
    /// For reports.
    public let file: String
    /// What it holds.
    public let kind: ImportKind
    /// A line of the file, and its fields by our column names.
    public typealias Row = (line: Int, fields: [String: String])
    /// The rows that could be read.
    public let rows: [Row]
    /// The rows that could not.
    public let faults: [ImportFault]

    /// A sheet; fields are keyed by our column names.
    public init(file: String, kind: ImportKind, rows: [Row], faults: [ImportFault] = []) {
        self.faults = faults
        self.file = file
        self.kind = kind
        self.rows = rows
    }
}

/// One thing wrong with one row.
public struct ImportFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Which file.
    public let file: String
    /// Which line, the header being 1.
    public let line: Int
    /// Which column.
    public let field: String
    /// What it should be, with the value found.
    public let rule: String

    /// A fault at a place.
    public init(file: String, line: Int, field: String, rule: String) {
        self.file = file
        self.line = line
        self.field = field
        self.rule = rule
    }

    /// `file:line: field: rule`, as compilers do.
    public var description: String { "\(file):\(line): \(field): \(rule)" }
}

/// Why nothing was imported.
public struct ImportRefused: Error, Sendable {
    /// Every bad row.
    public let faults: [ImportFault]

    /// A refusal for these rows.
    public init(faults: [ImportFault]) {
        self.faults = faults
    }
}
