public import Book
public import Availability
public import Domain
public import ServiceContracts
import Storage

/// Fills an empty book with a made-up clinic that is calibrated to published figures.
public struct SeedClinic: Sendable {
    private let scheduling: Scheduling
    private let zones: any ZoneSource
    private let people: (any People)?

    /// Seeds the book of `scheduling`.
    ///
    /// - Parameters:
    ///   - scheduling: An empty book.
    ///   - zones: Rules of time zones.
    ///   - people: Keeps the patients' records; `nil` for a copy that nobody is told from.
    public init(_ scheduling: Scheduling, zones: any ZoneSource, people: (any People)? = nil) {
        self.scheduling = scheduling
        self.zones = zones
        self.people = people
    }

    /// What was made.
    public struct Summary: Sendable, Hashable, Codable {
        /// Sites.
        public let locations: Int
        /// People who give care.
        public let practitioners: Int
        /// People who receive care.
        public let patients: Int
        /// Appointments of every status.
        public let appointments: Int
        /// Of those that were not cancelled: share booked for the same day.
        public let sameDayShare: Double
        /// Median days between booking and visit.
        public let medianLeadDays: Int
        /// Ninth decile of the same.
        public let ninthDecileLeadDays: Int
        /// Share of past visits that did not take place because nobody came.
        public let noShowShare: Double
        /// Mean minutes with the patient.
        public let meanMinutes: Double
    }

    /// Seeds an empty book.
    ///
    /// - Throws: `SeedError.notEmpty` if there is a clinic already; nothing was written then.
    public func callAsFunction(_ size: SeedSize, seed: UInt64, by caller: Caller) async throws -> Summary {
        let zone = try zones.rules(for: SeededClinic.zoneName)
        let seeded = try await scheduling.read { transaction, context in
            guard context.version == 0 else { throw SeedError.notEmpty }
            return try SeededClinic(size, seed: seed, now: transaction.now, zone: zone)
        }
        try await people?.keep(seeded.patients, by: caller)
        return try await scheduling.write { transaction, context in
            guard context.version == 0 else { throw SeedError.notEmpty }
            try transaction.store(seeded.clinic, over: context.clinic)
            for patient in seeded.patients { try transaction.learn(PatientRecord(patient, version: 1)) }
            for appointment in seeded.appointments {
                try transaction.insert(appointment, by: Side(of: caller))
                try transaction.record(.appointmentBooked, appointment, by: caller)
            }
            return Summary(seeded, zone)
        }
    }
}

/// Why nothing was seeded.
public enum SeedError: Error, Sendable, CustomStringConvertible {
    /// The book holds a clinic already.
    case notEmpty

    /// The fact and the next step.
    public var description: String { "the data directory holds a clinic already; choose another --data" }
}

extension SeedClinic.Summary {
    fileprivate init(_ seeded: SeededClinic, _ zone: ZoneRules) {
        // What is still to come was thinned by its lead, so leads are counted on days that are over.
        let done = seeded.appointments.filter { $0.status == .fulfilled || $0.status == .noshow }
        let leads = done.map { zone.date(at: $0.range.start) - zone.date(at: $0.bookedAt) }.sorted()
        let count = max(1, done.count)
        self.init(
            locations: seeded.clinic.locations.count, practitioners: seeded.clinic.practitioners.count,
            patients: seeded.patients.count, appointments: seeded.appointments.count,
            sameDayShare: Double(leads.count { $0 == 0 }) / Double(count),
            medianLeadDays: leads.isEmpty ? 0 : leads[leads.count / 2],
            ninthDecileLeadDays: leads.isEmpty ? 0 : leads[leads.count * 9 / 10],
            noShowShare: Double(done.count { $0.status == .noshow }) / Double(count),
            meanMinutes: Double(done.reduce(0) { $0 + $1.range.seconds }) / 60 / Double(count)
        )
    }
}
