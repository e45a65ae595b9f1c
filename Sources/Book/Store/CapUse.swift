import Availability
package import Domain
package import Storage

/// How often capped types are booked or held, by practitioner and local day.
///
/// *Rule.* Whatever counts what a cap leaves counts it here: bookings, holds, slots, suggestions, plans. *Why.* What one of
/// them counts and another does not is offered and then refused. *If broken.* "Optimal" is said of a plan that nobody may
/// book.
package struct CapUse: Sendable {
    private let context: ClinicContext
    private var used: [Key: Int] = [:]

    private struct Key: Hashable {
        let type: AppointmentType.ID
        let practitioner: Practitioner.ID
        let date: LocalDate
    }

    /// Counts what starts in `range`.
    ///
    /// - Parameters:
    ///   - transaction: Read once, and not at all in a clinic without caps.
    ///   - context: Which types have caps, and when a day begins where.
    ///   - range: Whole local days wherever the clinic is.
    ///   - leaving: Appointments that are not counted, because they give up their place.
    /// - Throws: `StorageError`.
    package init(
        _ transaction: some ReadTransaction, _ context: ClinicContext, in range: TimeRange,
        leaving: Set<Appointment.ID> = []
    ) throws {
        self.context = context
        let capped = context.clinic.types.values.filter { $0.limits.perPractitionerDay != nil }.map(\.id)
            .sorted()
        guard !capped.isEmpty else { return }
        let query: SQL = """
            SELECT type_id, practitioner_id, starts_at, id FROM appointment
            WHERE starts_at >= \(range.start) AND starts_at < \(range.end)
                AND type_id IN \(in: capped)
                AND status IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled')
            UNION ALL SELECT type_id, practitioner_id, starts_at, '' FROM hold
            WHERE starts_at >= \(range.start) AND starts_at < \(range.end) AND expires_at > \(transaction.now)
                AND type_id IN \(in: capped)
            """
        for row in try transaction.rows(query) where !leaving.contains(try row.id(3)) {
            count(try row.id(0), try row.id(1), try row.instant(2))
        }
    }

    /// How many of `type` a practitioner may still take on `date`; `nil` for any number.
    package func left(_ type: AppointmentType, _ practitioner: Practitioner.ID, on date: LocalDate) -> Int? {
        type.limits.perPractitionerDay.map {
            $0 - (used[Key(type: type.id, practitioner: practitioner, date: date)] ?? 0)
        }
    }

    /// Whether a practitioner may take no more of `type` on `date`.
    package func isUsedUp(_ type: AppointmentType, _ practitioner: Practitioner.ID, on date: LocalDate)
        -> Bool
    {
        left(type, practitioner, on: date).map { $0 <= 0 } ?? false
    }

    private mutating func count(_ type: AppointmentType.ID, _ id: Practitioner.ID, _ start: Instant) {
        guard let practitioner = context.clinic.practitioners[id] else { return }
        let date = context.zone(of: practitioner.location).date(at: start)
        used[Key(type: type, practitioner: id, date: date), default: 0] += 1
    }
}
