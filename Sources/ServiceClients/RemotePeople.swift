public import Domain
public import ServiceContracts

/// The people's records, in another process.
public struct RemotePeople: People, Contacts, PatientRegistry {
    private let line: ServiceLine

    /// Asks over `line`.
    public init(_ line: ServiceLine) { self.line = line }

    /// See ``ServiceContracts/People``.
    public func patients(_ ids: Set<Patient.ID>) async throws -> [PatientRecord] {
        try await line.ask(PeopleCalls.patients, ids)
    }

    /// See ``ServiceContracts/People``.
    public func birthDates(_ ids: Set<Patient.ID>) async throws -> [Patient.ID: LocalDate] {
        try await line.ask(PeopleCalls.birthDates, ids)
    }

    /// See ``ServiceContracts/People``.
    public func patients(after id: Patient.ID?, limit: Int) async throws -> [PatientRecord] {
        try await line.ask(PeopleCalls.page, .init(after: id, limit: limit))
    }

    /// See ``ServiceContracts/People``.
    public func keep(_ patients: [Patient], by caller: Caller) async throws {
        _ = try await line.ask(PeopleCalls.keep, .init(patients, by: caller))
    }

    /// See ``ServiceContracts/People``.
    public func changes(after position: Int, limit: Int) async throws -> PeopleChanges {
        try await line.ask(PeopleCalls.changes, FeedPage(after: position, limit: limit))
    }

    /// See ``ServiceContracts/People``.
    public func news() -> AsyncStream<Void> { line.news() }

    /// See ``ServiceContracts/Contacts``.
    public func contacts(_ ids: Set<Patient.ID>) async throws -> [Contact] {
        try await line.ask(PeopleCalls.contacts, ids)
    }

    /// See ``ServiceContracts/Contacts``.
    public func stop(_ channel: ContactPreferencesBody.Channel, of patient: Patient.ID) async throws {
        _ = try await line.ask(PeopleCalls.stop, .init(channel, of: patient))
    }

    /// See ``ServiceContracts/Contacts``.
    public func stopTexts(to phone: String) async throws {
        _ = try await line.ask(PeopleCalls.stopTexts, phone)
    }

    /// See ``ServiceContracts/Contacts``.
    public func prefer(
        _ channel: ContactPreferencesBody.Channel, of patient: Patient.ID, by caller: Caller
    ) async throws {
        _ = try await line.ask(PeopleCalls.prefer, .init(.init(channel, of: patient), by: caller))
    }

    /// See ``ServiceContracts/PatientRegistry``.
    public func register(_ patient: Patient, by caller: Caller) async throws {
        _ = try await line.ask(PeopleCalls.register, .init(patient, by: caller))
    }

    /// See ``ServiceContracts/PatientRegistry``.
    public func forget(_ patient: Patient.ID, by caller: Caller) async throws -> Bool {
        try await line.ask(PeopleCalls.forget, .init(patient, by: caller))
    }

    /// See ``ServiceContracts/PatientRegistry``.
    public func knows(_ patient: Patient.ID) async throws -> Bool {
        try await line.ask(PeopleCalls.knows, patient)
    }
}
