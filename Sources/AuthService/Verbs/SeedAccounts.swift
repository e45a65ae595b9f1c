public import Domain
import Storage

/// Makes accounts for a made-up clinic: one for each role, each practitioner, and some patients.
public struct SeedAccounts: Sendable {
    private let auth: Auth

    /// Seeds the accounts of `auth`.
    public init(_ auth: Auth) { self.auth = auth }

    /// An account with the password it was given.
    public struct Made: Sendable, Hashable, Codable {
        /// What it may do follows from this.
        public let role: Role
        /// To sign in with.
        public let email: String
        /// To sign in with.
        public let password: String
        /// Whose record or schedule it is.
        public let of: String?
    }

    /// Makes the accounts, with passwords of the system's randomness: no two clinics share one, however they were seeded.
    ///
    /// - Parameters:
    ///   - practitioners: Each gets one.
    ///   - patients: Each gets one.
    /// - Returns: One for each role first.
    /// - Throws: `StorageError`; nothing was written then.
    public func callAsFunction(practitioners: [Practitioner.ID], patients: [Patient.ID]) async throws
        -> [Made]
    {
        var random = SystemRandomNumberGenerator()
        let letters = Array("abcdefghijkmnpqrstuvwxyz23456789")
        var made: [Made] = []
        func add(_ role: Role, _ name: String, of id: String? = nil) {
            let password = String(
                (0..<16).map { _ in letters[Int.random(in: letters.indices, using: &random)] })
            made.append(Made(role: role, email: "\(name)@clinic.example", password: password, of: id))
        }
        add(.administrator, "admin")
        add(.receptionist, "desk")
        add(.planner, "planner")
        for practitioner in practitioners {
            add(.practitioner, practitioner.rawValue, of: practitioner.rawValue)
        }
        for patient in patients { add(.patient, patient.rawValue, of: patient.rawValue) }
        var accounts: [Account] = []
        for made in made {
            accounts.append(
                Account(
                    id: auth.ids.next(), email: made.email, role: made.role,
                    password: try await auth.hasher.hash(made.password),
                    patient: made.role == .patient ? made.of.map { Patient.ID($0) } : nil,
                    practitioner: made.role == .practitioner ? made.of.map { Practitioner.ID($0) } : nil,
                    isActive: true, totpSecret: nil, isTOTPConfirmed: false, totpStep: 0, generation: 1,
                    version: 1))
        }
        try await auth.database.write { [accounts] transaction in
            for account in accounts {
                try transaction.insert(account)
                try transaction.markSeeded(account.id)
                try transaction.audit(
                    "accountMade", account.id, by: Caller(name: "seed", role: .administrator),
                    detail: account.role.rawValue)
            }
        }
        return made
    }
}
