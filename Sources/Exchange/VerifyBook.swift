public import Book
import Availability
import Domain
import Storage

/// Checks the whole book with code that shares nothing with the booking path: sweeps over plain rows.
public struct VerifyBook: Sendable {
    private let scheduling: Scheduling

    /// Reads the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// What was counted, and what is wrong.
    public struct Report: Sendable, Hashable {
        /// All appointments, whatever their status.
        public let appointments: Int
        /// Those that occupy time.
        public let occupying: Int
        /// Permitted overbooks among them.
        public let overbooks: Int
        /// Live holds.
        public let holds: Int
        /// Occupying appointments outside their practitioner's working time: displaced, or overbooked by staff.
        public let outsideWorkingTime: Int
        /// Where overbooks put a patient into two places, or more into a pool than it has, in words.
        public let doubled: [String]
        /// Faults in words; empty for a sound book.
        public private(set) var faults: [String]

        /// The same with what others found.
        public func adding(_ more: [String]) -> Report {
            var report = self
            report.faults += more
            return report
        }
    }

    /// Verifies everything.
    ///
    /// - Throws: `StorageError`.
    public func callAsFunction() async throws -> Report {
        let damage = try await scheduling.database.damage()
        return try await scheduling.read { transaction, context in
            let appointments = try transaction.allAppointments()
            var audit = Audit(context.clinic)
            for appointment in appointments where appointment.status.occupies {
                let owner = "appointment/\(appointment.id)"
                let isOverbook = appointment.overbookReason != nil
                audit.expect("practitioner/\(appointment.practitioner)", appointment.busy, owner, isOverbook)
                audit.expect("patient/\(appointment.patient)", appointment.range, owner, isOverbook)
                for pool in appointment.pools {
                    audit.expect("pool/\(pool)", appointment.busy, owner, isOverbook)
                }
            }
            let holds = try transaction.storedHolds()
            for hold in holds {
                audit.expect("practitioner/\(hold.practitioner)", hold.busy, "hold/\(hold.id)", false)
                audit.expect("patient/\(hold.patient)", hold.range, "hold/\(hold.id)", false)
                for pool in hold.pools { audit.expect("pool/\(pool)", hold.busy, "hold/\(hold.id)", false) }
            }
            let stored = try transaction.storedOccupancy().map {
                Use(resource: $0.resource, range: $0.range, owner: $0.owner, isOverbook: $0.isOverbook)
            }
            let recorded = try transaction.subjects(of: .appointmentBooked)
            var faults = audit.faults(comparedWith: stored)
            faults += damage.map { "the engine: \($0)" }
            faults += appointments.filter { !recorded.contains($0.id.rawValue) }.prefix(5).map {
                "appointment \($0.id) has no audit row"
            }
            let occupying = appointments.filter(\.status.occupies)
            return Report(
                appointments: appointments.count, occupying: occupying.count,
                overbooks: occupying.count { $0.overbookReason != nil },
                holds: holds.count { $0.expiresAt > transaction.now },
                outsideWorkingTime: occupying.count { !isInWorkingTime($0, context) },
                doubled: audit.doubled(), faults: faults
            )
        }
    }

    private func isInWorkingTime(_ appointment: Appointment, _ context: ClinicContext) -> Bool {
        guard let practitioner = context.clinic.practitioners[appointment.practitioner] else { return false }
        let date = context.zone(of: practitioner.location).date(at: appointment.range.start)
        return context.workingTime(of: practitioner, around: date).contains(appointment.busy)
    }

    private struct Use: Hashable {
        let resource: String
        let range: TimeRange
        let owner: String
        let isOverbook: Bool
    }

    private struct Audit {
        private let capacity: [String: Int]
        private var expected: [Use] = []

        init(_ clinic: Clinic) {
            capacity = Dictionary(
                uniqueKeysWithValues: clinic.pools.values.map { ("pool/\($0.id)", $0.capacity) })
        }

        mutating func expect(_ resource: String, _ range: TimeRange, _ owner: String, _ isOverbook: Bool) {
            expected.append(Use(resource: resource, range: range, owner: owner, isOverbook: isOverbook))
        }

        func faults(comparedWith stored: [Use]) -> [String] {
            let (wanted, found) = (Set(expected), Set(stored))
            return wanted.subtracting(found).map { "\($0.owner) does not occupy \($0.resource)" }.sorted()
                + found.subtracting(wanted).map { "\($0.owner) occupies \($0.resource) without cause" }
                .sorted()
                + overlaps()
        }

        private func overlaps() -> [String] { exceeded(expected.filter { !$0.isOverbook }) }

        /// What only overbooks explain, of patients and pools; a practitioner's time is what an overbook is for.
        func doubled() -> [String] {
            let known = Set(overlaps())
            return exceeded(expected.filter { !$0.resource.hasPrefix("practitioner/") })
                .filter { !known.contains($0) }
        }

        /// A sweep over each resource: an end frees before a start at the same instant takes.
        private func exceeded(_ uses: [Use]) -> [String] {
            var faults: [String] = []
            for (resource, uses) in Dictionary(grouping: uses, by: \.resource) {
                let steps = uses.flatMap { [($0.range.start, 1), ($0.range.end, -1)] }.sorted { $0 < $1 }
                var inUse = 0
                for (instant, change) in steps {
                    inUse += change
                    if inUse > capacity[resource] ?? 1 {
                        faults.append("\(resource) is taken \(inUse) times at \(instant)")
                    }
                }
            }
            return faults.sorted()
        }
    }
}
