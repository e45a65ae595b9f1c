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
        public let patient: Patient
        /// Member of each pool it uses, such as a room's name; empty if it needs none.
        public let resources: [String]
    }

    /// Everything booked with a practitioner on a local day, by start; cancelled ones are left out.
    public func callAsFunction(_ practitioner: Practitioner.ID, on date: LocalDate) async throws -> [Entry] {
        try await scheduling.read { transaction, context in
            let zone = context.zone(of: try context.practitioner(practitioner).location)
            guard let day = zone.day(date) else { return [] }
            // A visit over midnight is on the sheets of both days.
            let near = TimeRange(start: day.start - 1_440, end: day.end)
            let mine = try transaction.appointments(in: near).filter {
                $0.range.overlaps(day) && $0.practitioner == practitioner && $0.status != .cancelled
                    && $0.status != .enteredInError
            }
            var members: [String: [String]] = [:]
            for pool in Set(mine.flatMap(\.pools)).sorted() {
                guard let pool = context.clinic.pools[pool] else { continue }
                for (owner, member) in assign(try transaction.uses(of: pool.id, on: day), to: pool.members) {
                    members[owner, default: []].append(member)
                }
            }
            return try mine.map {
                Entry(
                    appointment: $0, patient: try transaction.patient($0.patient),
                    resources: members["appointment/\($0.id)"] ?? []
                )
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
