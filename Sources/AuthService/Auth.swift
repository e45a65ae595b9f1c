import Domain
public import Logging
public import Platform
public import ServiceContracts
public import Storage

/// What every verb of the service needs: accounts, keys, the hasher, and the services that know patients and practitioners.
public struct Auth: Sendable {
    let database: any Database
    let ids: any IdentifierSource
    let hasher: PasswordHasher
    let ring: KeyRing
    let issuer: TokenIssuer
    let tokens: TokenVerifier
    /// What those who check tokens must know, wherever they are.
    public let identity: any Identity
    let patients: any PatientRegistry
    let appointments: any Appointments
    /// Takes letters to people.
    let letters: LetterCarrier
    /// Devices that are known here.
    public let devices = DeviceCookie()
    let logger: Logger

    /// A service on `database`.
    ///
    /// - Parameters:
    ///   - database: Opened with ``AuthMigrations``.
    ///   - ids: New ids for accounts and sessions.
    ///   - time: For tokens.
    ///   - hasher: Hashes passwords.
    ///   - patients: Where patients who register become known.
    ///   - appointments: What the book knows of practitioners, and links to what is in it.
    ///   - messenger: Takes messages to people.
    ///   - logger: Where trouble is told that nobody else may be told of.
    public init(
        database: any Database, ids: any IdentifierSource, time: any TimeSource, hasher: PasswordHasher,
        patients: any PatientRegistry, appointments: any Appointments, messenger: any Messenger,
        logger: Logger = Logger(label: "slotwise.auth")
    ) {
        self.database = database
        self.ids = ids
        self.hasher = hasher
        ring = KeyRing(database, time: time)
        issuer = TokenIssuer(ring: ring, time: time)
        identity = AccountsIdentity(database: database)
        tokens = TokenVerifier(identity, time: time)
        self.patients = patients
        self.appointments = appointments
        letters = LetterCarrier(database: database, messenger: messenger, logger: logger)
        self.logger = logger
    }

    /// Reads keys and what ended lately; must return before the first request.
    ///
    /// - Throws: `StorageError`.
    public func prepare() async throws {
        try await ring.refresh()
        try await devices.prepare(database)
        try await tokens.prepare()
        await completeRegistrations()
    }

    /// Takes one of the requests that a client may make where passwords are checked, at whatever instance.
    ///
    /// - Returns: `nil` if there was one, else the seconds until there is.
    /// - Throws: `StorageError`.
    public func takeAllowance(of client: String) async throws -> Int? {
        try await database.write { try $0.takeAllowance(of: client) }
    }

    /// Takes what the accounts' feed tells of sessions and rights.
    ///
    /// - Throws: `StorageError`.
    func hear() async throws { try await tokens.hear() }

    /// Whom a token belongs to.
    public var tokenCheck: TokenVerifier { tokens }

    /// Tells this process and others what ended with a change that is stored; who cannot be told now is told later.
    ///
    /// - Throws: `StorageError`.
    func tellOthers() async throws {
        try await hear()
        do {
            try await carryLinkEnds()
        } catch {
            logger.error("links have not ended yet", metadata: ["error": "\(type(of: error))"])
        }
    }

    /// Ends the links that must end, until scheduling knows of all.
    ///
    /// - Throws: `StorageError`, or what keeps scheduling from being told.
    func carryLinkEnds() async throws {
        while case let ends = try await database.read({ try $0.linkEnds(limit: 100) }), !ends.isEmpty {
            for end in ends {
                try await appointments.endLinks(madeBy: end.maker, to: end.patient)
                try await database.write { try $0.deleteLinkEnd(end.id) }
            }
        }
    }

    /// Patients whose account was stored and who have no record yet: a crash came between, or the people's service was away.
    func completeRegistrations(of account: String? = nil) async {
        do {
            for (id, patient) in try await database.read({ try $0.registrations(of: account) }) {
                do {
                    try await complete(id, patient)
                } catch {
                    // One row that cannot be completed must not keep everybody else out.
                    noteIncomplete(id, error)
                }
            }
        } catch is CancellationError {
            // Told to stop; they are completed at the next start.
        } catch {
            noteIncomplete(account ?? "all", error)
        }
    }

    private func noteIncomplete(_ account: String, _ error: any Error) {
        logger.error(
            "a registration cannot be completed",
            metadata: ["account": "\(account)", "error": "\(type(of: error))"])
    }

    private func complete(_ account: String, _ patient: Patient) async throws {
        try await patients.register(
            patient, by: Caller(name: account, role: .patient, patients: [patient.id]))
        try await database.write { try $0.deleteRegistration(of: account) }
    }
}
