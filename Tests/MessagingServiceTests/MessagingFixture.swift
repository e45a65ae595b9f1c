import Book
import Domain
import Foundation
import Logging
import ServiceContracts
import Storage
import Synchronization
import TestKit
import UserService

@testable import MessagingService

/// Conversations of a clinic: Ada and her child Ben see Dr Okafor, Eva sees nobody.
final class MessagingFixture: Sendable {
    let clinic: TestClinic
    let postman = Postman()
    let messaging: Messaging
    let store: TestStore
    /// Who is away until when.
    private let away: [Practitioner.ID: Instant]

    let ada = Caller(name: "account-ada", role: .patient, patients: ["ada", "ben"])
    let father = Caller(name: "account-father", role: .patient, patients: ["ben"])
    let eva = Caller(name: "account-eva", role: .patient, patients: ["eva"])
    let okafor = Caller(name: "account-okafor", role: .practitioner, practitioner: "okafor")
    let weber = Caller(name: "account-weber", role: .practitioner, practitioner: "weber")
    let desk = Caller(name: "account-desk", role: .receptionist)
    let admin = Caller(name: "account-admin", role: .administrator)

    init(
        keys: String = "first \(String(repeating: "A", count: 43))=\n", away: [Practitioner.ID: Instant] = [:]
    ) async throws {
        clinic = try await TestClinic(patients: 1, keepsPeople: true)
        let users = clinic.people!.users
        for name in ["ada", "ben", "eva"] {
            try await users.keep(
                [Patient(id: Patient.ID(name), name: name.capitalized, email: "\(name)@example.org")],
                by: clinic.staff)
        }
        store = try TestStore("messages", migrations: MessagingMigrations.all, time: clinic.time)
        self.away = away
        messaging = try Self.service(store, clinic, postman, keys, away)
    }

    private static func service(
        _ store: TestStore, _ clinic: TestClinic, _ postman: Postman, _ keys: String,
        _ away: [Practitioner.ID: Instant]
    ) throws -> Messaging {
        Messaging(
            database: NotedDatabase(store.database, of: "messages"),
            keys: try MasterKeySource { try MasterKeys(keys) },
            ids: TestIdentifiers(),
            others: .init(
                people: clinic.people!.users, contacts: clinic.people!.users, appointments: Sees(ends: away),
                messenger: postman),
            address: "https://clinic.example",
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The same store with other keys.
    func messaging(with keys: String) throws -> Messaging {
        try Self.service(store, clinic, postman, keys, away)
    }

    /// A conversation of Ada's with Dr Okafor.
    @discardableResult
    func begin(
        _ text: String = "It itches.", by caller: Caller? = nil, patient: Patient.ID = "ada",
        with practitioner: Practitioner.ID? = "okafor", key: String = "k-1"
    ) async throws -> MessageThread.ID {
        let new = NewThread(
            patient: patient, practitioner: practitioner, subject: Line("A question")!, text: Prose(text)!)
        return try await WriteMessage(messaging).begin(new, by: caller ?? ada, key: key).id
    }

    func texts(_ id: MessageThread.ID, for caller: Caller) async throws -> [String?] {
        try await ReadMessages(messaging).messages(of: id, before: nil, limit: 50, for: caller).map(\.text)
            .reversed()
    }
}

/// Ids in order.
private final class TestIdentifiers: IdentifierSource, Sendable {
    private let made = Mutex(0)

    func next() -> String {
        made.withLock { count in
            count += 1
            return "thread-\(count)"
        }
    }
}

/// Dr Okafor sees Ada and Ben.
private struct Sees: Appointments {
    let ends: [Practitioner.ID: Instant]

    func knows(_ practitioner: Practitioner.ID) async throws -> Bool { true }
    func knows(_ location: Location.ID) async throws -> Bool { true }
    func sees(_ practitioner: Practitioner.ID, _ patient: Patient.ID) async throws -> Bool {
        practitioner == "okafor" && ["ada", "ben"].contains(patient)
            || practitioner == "weber" && patient == "ada"
    }
    func away(_ practitioners: Set<Practitioner.ID>) async throws -> [Practitioner.ID: Instant] {
        ends.filter { practitioners.contains($0.key) }
    }
    func forget(_ patient: Patient.ID) async throws -> Bool { true }
    func endLinks(madeBy maker: String?, to patient: Patient.ID?) async throws {}
}

/// Mail as it is handed over.
final class Postman: Messenger {
    private let sent = Mutex<[OutgoingMessage]>([])
    var messages: [OutgoingMessage] { sent.withLock { $0 } }

    func send(_ message: OutgoingMessage) async throws { sent.withLock { $0.append(message) } }
}
