public import Domain
public import ServiceContracts
import Storage

extension Users: People {
    /// An engine binds so many values to a statement: PostgreSQL 65,535.
    private static let idsAtOnce = 1_000

    /// See ``ServiceContracts/People``.
    public func patients(_ ids: Set<Patient.ID>) async throws -> [PatientRecord] {
        let sorted = ids.sorted()
        return try await database.read { transaction in
            try stride(from: 0, to: sorted.count, by: Self.idsAtOnce).flatMap { first in
                try transaction.patients(Set(sorted[first...].prefix(Self.idsAtOnce)))
            }
        }
    }

    /// See ``ServiceContracts/People``.
    public func birthDates(_ ids: Set<Patient.ID>) async throws -> [Patient.ID: LocalDate] {
        try await database.read { try $0.birthDates(ids) }
    }

    /// See ``ServiceContracts/People``.
    public func patients(after id: Patient.ID?, limit: Int) async throws -> [PatientRecord] {
        try await database.read { try $0.patients(after: id, limit: limit) }
    }

    /// See ``ServiceContracts/People``.
    public func keep(_ patients: [Patient], by caller: Caller) async throws {
        try await write { transaction in
            for patient in patients {
                guard let old = try transaction.patients([patient.id]).first else {
                    try transaction.insert(patient)
                    try transaction.record(.patientRegistered, patient.id, by: caller)
                    continue
                }
                guard old.patient != patient else { continue }
                try transaction.update(patient)
                try transaction.record(.patientChanged, patient.id, version: old.version + 1, by: caller)
            }
        }
    }

    /// See ``ServiceContracts/People``.
    public func changes(after position: Int, limit: Int) async throws -> PeopleChanges {
        try await database.read { transaction in
            let events = try transaction.events(after: position, limit: limit)
            let ids = Set(
                events.filter { $0.name != UserEvent.profileChanged.rawValue }.map { Patient.ID($0.subject) })
            let records = try transaction.patients(ids)
            return PeopleChanges(
                changed: records, forgotten: ids.subtracting(records.map(\.patient.id)).sorted(),
                position: events.last?.id ?? position)
        }
    }

    /// See ``ServiceContracts/People``.
    public func news() -> AsyncStream<Void> { database.changes() }
}
