import Book
import Domain
import Foundation
import Logging
import Rebalancing
import SchedulingService
import ServiceContracts
import Storage
import Synchronization
import TestKit
@testable import UserService

@testable import NotificationService

/// The notifications of a clinic in Paris, at a time that tests move, with a way out that fails when it is told to.
final class NotificationFixture: Sendable {
    let clinic: TestClinic
    let sink = Sink()
    let notifications: Notifications
    private let store: TestStore

    init() async throws {
        clinic = try await TestClinic(patients: 1, keepsPeople: true)
        store = try TestStore("notifications", migrations: NotificationMigrations.all, time: clinic.time)
        let scheduling = clinic.scheduling
        let contracts = SchedulingContracts(
            scheduling, jobs: PlanJobs(scheduling, solver: TestSolver(), clock: { 0 }), live: NoCopy())
        notifications = Notifications(
            database: NotedDatabase(store.database, of: "notifications"), feed: contracts.feed,
            visits: contracts.visits, contacts: clinic.people!.users, zones: TestZones(),
            channels: [.email: sink, .sms: sink],
            address: "https://clinic.example", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        try await HearBook(notifications: notifications).begin()
        sink.visits = contracts.visits
    }

    /// Ada, who wants mail in a language, or nothing at night.
    func ada(
        _ id: Patient.ID = "ada", email: String? = "ada@example.org", phone: String? = nil,
        channels: [ContactPreferencesBody.Channel] = [.email], language: String = "en", quiet: String? = nil
    ) async throws {
        let users = clinic.people!.users
        try await users.keep([Patient(id: id, name: "Ada", email: email, phone: phone)], by: clinic.staff)
        _ = try await KeepContactPreferences(users)(
            id,
            ContactPreferencesBody(
                channels: channels, quietHours: quiet.flatMap { LocalTimeRange($0) },
                language: Text(stored: language)), by: clinic.admin
        ) { _ in }
    }

    /// The same where the book is another.
    func notifications(withVisits visits: any Visits) -> Notifications {
        Notifications(
            database: notifications.database, feed: notifications.feed, visits: visits,
            contacts: notifications.contacts, zones: TestZones(), channels: [.email: sink, .sms: sink],
            logger: notifications.logger)
    }

    /// The same where browsers are reached.
    func notifications(pushing push: any PushService, to identity: any Identity) -> Notifications {
        Notifications(
            database: notifications.database, feed: notifications.feed, visits: notifications.visits,
            contacts: notifications.contacts, zones: TestZones(), channels: [.email: sink, .sms: sink],
            push: push, identity: identity, logger: notifications.logger)
    }

    /// The same where staff are reached.
    func notifications(knowing identity: any Identity) -> Notifications {
        Notifications(
            database: notifications.database, feed: notifications.feed, visits: notifications.visits,
            contacts: notifications.contacts, zones: TestZones(), channels: [.email: sink, .sms: sink],
            identity: identity, address: notifications.address, logger: notifications.logger)
    }

    /// Hears what happened and sends what is due.
    func work() async throws { try await notifications.catchUp() }

    /// Lets the clock run to an instant, working whenever something could be due.
    func run(until end: Instant, every step: Minutes = 10) async throws {
        try await work()
        while clinic.time.now < end {
            clinic.time.advance(step)
            try await work()
        }
    }

    func notices(of appointment: Appointment.ID) async throws -> [NoticeRow] {
        try await notifications.database.read { try $0.notices(of: appointment) }
    }
}

/// Messages as they reach the other side, which fails as often as it is told to.
final class Sink: Channel {
    struct Down: Error {}

    private struct State {
        var messages: [OutgoingMessage] = []
        var failures = 0
        var visits: (any Visits)?
    }

    private let state = Mutex(State())
    var messages: [OutgoingMessage] { state.withLock { $0.messages } }
    var subjects: [String] { messages.map(\.subject) }
    var visits: (any Visits)? {
        get { state.withLock { $0.visits } }
        set { state.withLock { $0.visits = newValue } }
    }

    /// Fails so many times from now on.
    func fail(times: Int) { state.withLock { $0.failures = times } }

    func deliver(_ message: OutgoingMessage) async throws {
        let fails = state.withLock { state in
            guard state.failures > 0 else {
                state.messages.append(message)
                return false
            }
            state.failures -= 1
            return true
        }
        if fails { throw Down() }
    }
}

/// A book that does not answer.
struct Away: Visits {
    struct Gone: Error {}

    func visits(_ ids: Set<Appointment.ID>) async throws -> [Visit] { throw Gone() }
    func offers(_ ids: Set<Offer.ID>) async throws -> [OfferedVisit] { throw Gone() }
    func nextDays(of practitioners: Set<Practitioner.ID>) async throws -> [PractitionerDay] { throw Gone() }
    func moved(by plan: Identifier<ProposalBody>) async throws -> [VisitVersion] { throw Gone() }
}

private struct NoCopy: LiveBook {
    func copy(into folder: String) async throws {}
}
