public import Book
public import Domain
public import ServiceContracts
import Storage

/// What the book says and does for services that keep people and accounts.
public struct BookAppointments: Appointments {
    private let scheduling: Scheduling

    /// Speaks for the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// See ``ServiceContracts/Appointments``.
    public func knows(_ practitioner: Practitioner.ID) async throws -> Bool {
        try await scheduling.clinic().clinic.practitioners[practitioner] != nil
    }

    /// See ``ServiceContracts/Appointments``.
    public func knows(_ location: Location.ID) async throws -> Bool {
        try await scheduling.clinic().clinic.locations[location] != nil
    }

    /// See ``ServiceContracts/Appointments``.
    public func sees(_ practitioner: Practitioner.ID, _ patient: Patient.ID) async throws -> Bool {
        try await scheduling.look { try $0.sees(practitioner, patient) }
    }

    /// See ``ServiceContracts/Appointments``.
    public func away(_ practitioners: Set<Practitioner.ID>) async throws -> [Practitioner.ID: Instant] {
        try await scheduling.read { transaction, context in
            let ends = practitioners.compactMap { practitioner in
                context.clinic.away(practitioner, at: transaction.now).map { (practitioner, $0) }
            }
            return Dictionary(uniqueKeysWithValues: ends)
        }
    }

    /// See ``ServiceContracts/Appointments``.
    public func forget(_ patient: Patient.ID) async throws -> Bool {
        try await scheduling.write { transaction, _ in try transaction.forgetPatient(patient) }
    }

    /// See ``ServiceContracts/Appointments``.
    public func endLinks(madeBy maker: String?, to patient: Patient.ID?) async throws {
        try await scheduling.write { transaction, _ in
            try transaction.endLinks(madeBy: maker, to: patient)
            try transaction.endCalendarFeeds(of: maker, with: patient)
        }
    }
}
