public import Availability
public import Domain
public import Platform
public import ServiceContracts
public import Storage

/// What every verb of the service needs: the book, the clinic, new ids.
public struct Scheduling: Sendable {
    package let database: any Database
    package let clinics: ClinicCache
    package let ids: any IdentifierSource
    /// What staff saw of the book.
    public let readings: ReadingLog
    private let people: (any People)?

    /// A service on `database`.
    ///
    /// - Parameters:
    ///   - database: Opened with ``SchedulingMigrations``.
    ///   - zones: Rules of time zones.
    ///   - ids: New ids for appointments, holds, absences and proposals.
    ///   - people: Asked once about a patient whom the book does not know yet; `nil` where it knows all that there are, as a
    ///     copy does.
    public init(
        database: any Database, zones: any ZoneSource, ids: any IdentifierSource,
        people: (any People)? = nil
    ) {
        self.database = database
        self.people = people
        self.ids = ids
        readings = ReadingLog(database)
        clinics = ClinicCache(zones: zones)
    }

    /// Reads the clinic, before the book is used: what cannot be read is said at the start.
    ///
    /// - Throws: `StorageError`, or `ZoneError` for a zone that this machine does not have.
    public func prepare() async throws {
        _ = try await clinic()
    }

    /// Runs `body` in one durable transaction with the clinic as it is then, after letting expired holds go.
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction, ClinicContext) throws -> Value
    ) async throws -> Value {
        try await asking {
            try await database.write { [clinics] transaction in
                try transaction.releaseExpiredHolds()
                return try body(transaction, clinics.context(in: transaction))
            }
        }
    }

    /// Runs `body` on a snapshot of book and clinic.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction, ClinicContext) throws -> Value
    ) async throws -> Value {
        try await look { [clinics] transaction in
            try body(transaction, clinics.context(in: transaction))
        }
    }

    /// Runs `body` on a snapshot of the book, where nothing of the clinic is asked.
    package func look<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        try await asking { try await database.read(body) }
    }

    /// Runs `work`; if it meets a patient whom the book does not know, asks once whether there is a record, and runs it again.
    ///
    /// Their news may not have come yet.
    private func asking<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch BookingError.unknown("patient", let id) where people != nil {
            guard try await learn(Patient.ID(id)) else {
                throw BookingError.unknown(kind: "patient", id: id)
            }
            return try await work()
        }
    }

    /// Whether somebody became known who was not.
    private func learn(_ id: Patient.ID) async throws -> Bool {
        guard let people, try await !database.read({ try $0.hasPatient(id) }),
            let record = try await people.patients([id]).first
        else { return false }
        return try await database.write { try $0.learn(record) }
    }

    /// The clinic as it is now.
    ///
    /// - Throws: `StorageError`, or `ZoneError` for a zone that this machine does not have.
    public func clinic() async throws -> ClinicContext {
        try await read { _, context in context }
    }

    /// The zone of an IANA name; `nil` for one that this machine does not have.
    package func zone(named name: String) -> ZoneRules? { try? clinics.zones.rules(for: name) }

    /// The clinic as a transaction of this process saw it last; `nil` before the first.
    package var latestClinic: ClinicContext? { clinics.known }

    /// The instant the database's clock shows.
    ///
    /// - Throws: `StorageError`, or `ZoneError` for a zone that this machine does not have.
    public func now() async throws -> Instant {
        try await database.read { $0.now }
    }
}
