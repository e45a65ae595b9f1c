import Words
import Domain
import Foundation
import ServiceContracts
import Storage
import Synchronization
import TestKit
import Testing
import Platform

@testable import AuthService

/// Accounts of their own, at a time that tests move; argon2 with little memory.
final class AuthFixture: Sendable {
    private let store: TestStore
    var database: any Storage.Database { store.database }
    let time: FixedTime
    let auth: Auth
    let book = Book()
    let mail = Mail()
    static let password = "staple battery horse"

    init() async throws {
        time = FixedTime("2026-03-02T07:00:00Z")
        store = try TestStore("auth", migrations: AuthMigrations.all, time: time)
        auth = Self.auth(store.database, time, book, mail)
        try await auth.prepare()
    }

    /// Another instance on the same store; not prepared.
    func another() -> Auth { Self.auth(store.database, time, book, mail) }

    private static func auth(_ database: any Database, _ time: FixedTime, _ book: Book, _ mail: Mail) -> Auth
    {
        Auth(
            database: NotedDatabase(database, of: "auth"), ids: CountedIdentifiers(), time: time,
            hasher: PasswordHasher(kibibytes: 64),
            patients: book, appointments: book, messenger: mail)
    }

    func register(_ email: String = "ada@example.org") async throws {
        try await RegisterAccount(auth: auth)(
            NewAccount(
                email: EmailAddress(email) ?? .sample, password: NewPassword(Self.password),
                name: Line("Ada") ?? .sample), in: .english)
    }

    func signIn(
        _ password: String = password, _ email: String = "ada@example.org", from address: String = "10.0.0.1",
        code: String? = nil
    ) async throws -> SignIn.Begun {
        try await SignIn(auth: auth)(
            Credentials(
                email: EmailAddress(email) ?? .sample, password: Secret(password),
                code: code.flatMap { Text($0) }), from: address, device: "test")
    }

    func claims(_ begun: SignIn.Begun) async throws -> AccessClaims {
        try #require(try await auth.tokens.claims(of: begun.body.accessToken))
    }

    /// The code in the newest mail.
    var mailed: String {
        get async throws {
            try await auth.letters.carry()
            return String(mail.messages.last?.text.split(separator: " ").last ?? "")
        }
    }
}

/// Patients who became known, of whom nothing is booked.
final class Book: PatientRegistry, Appointments {
    private let known = Mutex<[Patient.ID: Patient]>([:])
    var patients: [Patient] { known.withLock { Array($0.values) } }
    func register(_ patient: Patient, by caller: Caller) async throws {
        known.withLock { $0[patient.id] = patient }
    }
    let endedLinks = Mutex<[String]>([])
    func away(_ practitioners: Set<Practitioner.ID>) async throws -> [Practitioner.ID: Instant] { [:] }
    func forget(_ patient: Patient.ID, by caller: Caller) async throws -> Bool {
        known.withLock { _ = $0.removeValue(forKey: patient) }
        return true
    }
    func forget(_ patient: Patient.ID) async throws -> Bool { true }
    func sees(_ practitioner: Practitioner.ID, _ patient: Patient.ID) async throws -> Bool { false }
    func endLinks(madeBy maker: String?, to patient: Patient.ID?) async throws {
        endedLinks.withLock { $0.append("\(maker ?? "anyone") \(patient?.rawValue ?? "anybody")") }
    }
    func knows(_ patient: Patient.ID) async throws -> Bool { known.withLock { $0[patient] != nil } }
    func knows(_ practitioner: Practitioner.ID) async throws -> Bool { practitioner == "p-01" }
    func knows(_ location: Location.ID) async throws -> Bool { true }
}

/// Messages that were handed over.
final class Mail: Messenger {
    private let kept = Mutex<[OutgoingMessage]>([])
    var messages: [OutgoingMessage] { kept.withLock { $0 } }
    private let full = Mutex(false)
    func fail(_ fails: Bool = true) { full.withLock { $0 = fails } }
    func send(_ message: OutgoingMessage) async throws {
        if full.withLock({ $0 }) { throw StorageError.closed }
        kept.withLock { $0.append(message) }
    }
}
