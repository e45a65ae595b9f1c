public import Book
import Domain
public import ServiceContracts
import Storage

/// Writes the clinic and its book as sheets that ``ImportClinic`` reads back.
public struct ExportClinic: Sendable {
    /// What the sheets leave out, with the tables that hold it; a backup has all of it.
    public static let leavesOut: [(what: String, tables: [String])] = [
        ("the audit trail", ["audit", "audit_seal"]), ("holds", ["hold"]),
        ("the waitlist with its offers", ["waitlist_entry", "offer", "offer_history"]),
        ("how far the book has heard of others", ["feed_position"]),
        ("contact choices", ["contact_preference"]), ("settings", ["setting"]),
        ("how practitioners introduce themselves", ["practitioner_profile"]),
        ("proposals and how their moves were answered", ["proposal", "confirmation", "replacement"]),
        ("links and addresses of calendars", ["link", "calendar_feed", "calendar_feed_patient"]),
        ("what a retried request is answered", ["idempotency"]), ("news not yet told", ["outbox"]),
    ]

    private let scheduling: Scheduling
    private let people: any People

    private static let page = 1_000

    /// Exports the book of `scheduling` and the records of `people`.
    public init(_ scheduling: Scheduling, people: any People) {
        self.scheduling = scheduling
        self.people = people
    }

    /// All sheets; each starts with its header.
    ///
    /// The order of rows is fixed.
    ///
    /// - Throws: `StorageError`.
    public func callAsFunction() async throws -> [ImportKind: [[String]]] {
        var sheets = try await book()
        // Read after the book: whoever has an appointment has a record by then.
        sheets[.patients] = try await patients().map(Self.row)
        return sheets.reduce(into: [:]) { result, sheet in
            let header = sheet.key.columns.map { $0.hasSuffix("?") ? String($0.dropLast()) : $0 }
            result[sheet.key] = [header] + sheet.value
        }
    }

    private func patients() async throws -> [Patient] {
        var all: [Patient] = []
        while true {
            let page = try await people.patients(after: all.last?.id, limit: Self.page)
            if page.isEmpty { return all }
            all += page.map(\.patient)
        }
    }

    private func book() async throws -> [ImportKind: [[String]]] {
        try await scheduling.read { transaction, context in
            let clinic = context.clinic
            var sheets: [ImportKind: [[String]]] = [:]
            sheets[.locations] = clinic.locations.values.sorted { $0.id < $1.id }.map {
                [$0.id.rawValue, $0.name, $0.zone]
            }
            sheets[.pools] = clinic.pools.values.sorted { $0.id < $1.id }.map {
                [
                    $0.id.rawValue, $0.location.rawValue, $0.kind.rawValue, $0.purpose,
                    $0.members.joined(separator: ";"),
                ]
            }
            sheets[.types] = clinic.types.values.sorted { $0.id < $1.id }.map(Self.row)
            let practitioners = clinic.practitioners.values.sorted { $0.id < $1.id }
            sheets[.practitioners] = practitioners.map {
                [$0.id.rawValue, $0.name, $0.location.rawValue, $0.skills.sorted().joined(separator: ";")]
            }
            sheets[.lengths] = practitioners.flatMap { practitioner in
                practitioner.lengths.sorted { $0.key < $1.key }.map {
                    [practitioner.id.rawValue, $0.key] + Self.row($0.value)
                }
            }
            sheets[.templates] = clinic.templates.map {
                [
                    $0.practitioner.rawValue, $0.weekday.rawValue, "\($0.hours)",
                    $0.breaks.map(\.description).joined(separator: ";"), "\($0.validFrom)",
                    $0.validUntil?.description ?? "",
                ]
            }
            sheets[.exceptions] = clinic.exceptions.map {
                [$0.practitioner.rawValue, "\($0.date)", "\($0.hours)", $0.effect.rawValue]
            }
            sheets[.holidays] = clinic.holidays.map { ["\($0.date)", $0.name, $0.location?.rawValue ?? ""] }
            sheets[.absences] = clinic.absences.map {
                [$0.id.rawValue, $0.practitioner.rawValue, "\($0.range.start)", "\($0.range.end)", $0.reason]
            }
            sheets[.carveOuts] = clinic.carveOuts.map {
                [
                    $0.practitioner.rawValue, $0.weekday.rawValue, "\($0.hours)",
                    $0.priorities.map(\.rawValue).sorted().joined(separator: ";"),
                    $0.types.map(\.rawValue).sorted().joined(separator: ";"), "\($0.release.count)",
                ]
            }
            sheets[.consultations] = try transaction.consultations().map {
                [$0.patient.rawValue, $0.session, "\($0.visit)", $0.start, "\($0.seconds)"]
            }
            sheets[.pastVisits] = try transaction.pastVisits().map(Self.row)
            let (flexible, histories) = (try transaction.anyPractitioner(), try transaction.histories())
            sheets[.appointments] = try transaction.allAppointments().map {
                Self.row($0) + [flexible.contains($0.id) ? "yes" : ""] + Self.row(histories[$0.id])
            }
            return sheets
        }
    }

    private static func row(_ type: AppointmentType) -> [String] {
        [type.id.rawValue, type.name] + row(type.length) + [
            type.skill, type.purposes.joined(separator: ";"), "\(type.grid.count)", "\(type.priceCents)",
            "\(type.limits.notice.count)", "\(type.limits.horizonDays)",
            type.limits.perPractitionerDay.map(String.init) ?? "",
            type.limits.perPatient.map(String.init) ?? "", type.needsApproval ? "yes" : "no",
        ]
    }

    private static func row(_ patient: Patient) -> [String] {
        let wishes = patient.preferences
        return [
            patient.id.rawValue, patient.name, patient.email ?? "", patient.phone ?? "",
            patient.birthDate?.description ?? "",
            wishes.practitioners.map(\.rawValue).sorted().joined(separator: ";"),
            wishes.weekdays.sorted().map(\.rawValue).joined(separator: ";"), wishes.timeOfDay.rawValue,
            wishes.location?.rawValue ?? "",
        ]
    }

    private static func row(_ visit: PastVisit) -> [String] {
        [
            visit.id.rawValue, visit.patient.rawValue, "\(visit.day)", "\(visit.bookedOn)",
            visit.outcome.rawValue, visit.age.map(String.init) ?? "",
            visit.wasReminded.map { $0 ? "yes" : "no" } ?? "", visit.practitioner?.rawValue ?? "",
            visit.location?.rawValue ?? "", visit.type?.rawValue ?? "",
            visit.length == 0 ? "" : "\(visit.length.count)", "\(visit.priceCents)",
            visit.bookedBy.rawValue, visit.cancelledBy?.rawValue ?? "", visit.cancelReason ?? "",
        ]
    }

    private static func row(_ history: History?) -> [String] {
        [
            history?.bookedBy.rawValue ?? "", history?.steppedBy?.rawValue ?? "", history?.reason ?? "",
            history?.steppedAt.map { "\($0)" } ?? "", history?.former?.rawValue ?? "",
        ]
    }

    private static func row(_ length: AppointmentLength) -> [String] {
        [length.duration, length.bufferBefore, length.bufferAfter].map { "\($0.count)" }
    }

    private static func row(_ appointment: Appointment) -> [String] {
        [
            appointment.id.rawValue, appointment.type.rawValue, appointment.practitioner.rawValue,
            appointment.patient.rawValue, "\(appointment.range.start)", appointment.status.rawValue,
            appointment.priority.rawValue, "\(appointment.bookedAt)", appointment.overbookReason ?? "",
            appointment.series ?? "",
        ] + row(appointment.length) + [appointment.isPinned ? "yes" : ""]
    }
}
