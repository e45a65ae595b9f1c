public import Book
import Availability
public import Domain
import Storage

/// A practitioner's day: who comes when, and into which room.
public struct ShowAgenda: Sendable {
    private let scheduling: Scheduling

    /// Reads the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// One appointment of a day sheet.
    public struct Entry: Sendable, Hashable {
        /// The appointment.
        public let appointment: Appointment
        /// Who comes.
        public let patient: PatientReference
        /// Member of each pool it uses, such as a room's name; empty if it needs none.
        public let resources: [String]
    }

    /// Everything booked with a practitioner on local days, by start; cancelled ones are left out.
    ///
    /// A visit over midnight is on the sheets of both days.
    ///
    /// - Parameters:
    ///   - practitioner: Whose sheet.
    ///   - first: First local day.
    ///   - days: How many.
    /// - Returns: What overlaps the days.
    /// - Throws: `BookingError.unknown`.
    public func callAsFunction(_ practitioner: Practitioner.ID, on first: LocalDate, days: Int = 1)
        async throws -> [Entry]
    {
        try await scheduling.read { transaction, context in
            let zone = context.zone(of: try context.practitioner(practitioner).location)
            guard let start = zone.day(first)?.start, let end = zone.day(first + (days - 1))?.end else {
                return []
            }
            let span = TimeRange(start: start, end: end)
            let mine = try transaction.sheet(of: practitioner, in: span)
            var members: [String: [String]] = [:]
            for pool in Set(mine.flatMap(\.pools)).sorted() {
                guard let pool = context.clinic.pools[pool] else { continue }
                for (owner, member) in assign(try transaction.uses(of: pool.id, in: span), to: pool.members) {
                    members[owner, default: []].append(member)
                }
            }
            let patients = try transaction.patients(Set(mine.map(\.patient)))
            return mine.compactMap { appointment in
                patients[appointment.patient].map {
                    Entry(
                        appointment: appointment, patient: $0,
                        resources: members["appointment/\(appointment.id)"] ?? [])
                }
            }
        }
    }

    /// Gives each use, by start, the first member that is free: intervals that never exceed the capacity always fit.
    private func assign(_ uses: [(owner: String, range: TimeRange)], to members: [String]) -> [(
        String, String
    )] {
        var freeFrom: [Instant?] = Array(repeating: nil, count: members.count)
        return uses.compactMap { owner, range in
            guard let member = freeFrom.firstIndex(where: { $0.map { $0 <= range.start } ?? true }) else {
                return nil
            }
            freeFrom[member] = range.end
            return (owner, members[member])
        }
    }
}
