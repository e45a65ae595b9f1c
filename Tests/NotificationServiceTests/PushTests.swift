import Domain
import Platform
import ServiceContracts
import Storage
import Synchronization
import TestKit
import Testing

@testable import NotificationService

/// Browsers show what their account may see, and whoever has none that works is told in another way.
@Suite struct PushTests {
    private let ada = Caller(name: "account-ada", role: .patient, patients: ["ada"])
    private let sessions = Accounts()

    /// Somebody in a session of theirs, which is alive.
    private func signedIn(_ caller: Caller) -> AccessClaims {
        let instant = Instant(secondsSince1970: 0)
        sessions.allow("session-\(caller.name)", caller.patients)
        return AccessClaims(
            account: caller.name, session: "session-\(caller.name)", generation: 1, caller: caller,
            patient: caller.patients.min(), issuedAt: instant, expiresAt: instant)
    }

    private func browser(_ name: String, of patient: Patient.ID = "ada") -> NewPushSubscription {
        NewPushSubscription(
            patient: patient, endpoint: Text(stored: "https://push.example/\(name)"),
            p256dh: Text(stored: "AQID"), auth: Text(stored: "BAUG"))
    }

    private func fixture(
        _ push: Telephones, phone: String? = nil
    ) async throws -> (NotificationFixture, Notifications, KeepSubscriptions) {
        let fixture = try await NotificationFixture()
        try await fixture.ada(phone: phone)
        let notifications = fixture.notifications(pushing: push, to: sessions)
        return (fixture, notifications, KeepSubscriptions(notifications: notifications))
    }

    @Test func `a change reaches each browser once, with a link below the clinic's own address`() async throws
    {
        let push = Telephones()
        let (fixture, notifications, keep) = try await fixture(push)
        for name in ["one", "two", "two"] { _ = try await keep.begin(browser(name), by: signedIn(ada)) }
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await notifications.catchUp()
        try await notifications.catchUp()
        #expect(
            push.taken.map(\.endpoint).sorted() == ["https://push.example/one", "https://push.example/two"])
        let message = try #require(push.taken.first?.message)
        #expect(message.links.first?.address.hasPrefix("/link#") == true)
        #expect(message.text.isEmpty && !message.subject.contains("Okafor"), "anybody reads a lock screen")
        #expect(message.about == booked.id.rawValue && message.until == booked.range.start)
        #expect(fixture.sink.messages.isEmpty)
        #expect(Set(push.keys).count == 1, "the clinic is always the same")
    }

    @Test func `a browser that is gone is forgotten, and the next way is taken`() async throws {
        let push = Telephones()
        let (fixture, notifications, keep) = try await fixture(push)
        _ = try await keep.begin(browser("gone"), by: signedIn(ada))
        push.answer("https://push.example/gone", with: ChannelRefusal.stopped)
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await notifications.catchUp()
        #expect(fixture.sink.messages.map(\.address) == ["ada@example.org"])
        #expect(try await fixture.notices(of: booked.id).first?.channel == .email)
        #expect(try await keep.list(of: ada).isEmpty)
    }

    @Test func `trouble at one is no reason to tell the others twice`() async throws {
        let push = Telephones()
        let (fixture, notifications, keep) = try await fixture(push)
        for name in ["one", "two"] { _ = try await keep.begin(browser(name), by: signedIn(ada)) }
        push.answer("https://push.example/one", with: ChannelTrouble(code: 503))
        _ = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        for _ in 0..<20 {
            try await notifications.catchUp()
            fixture.clinic.time.advance(10)
        }
        #expect(push.taken.map(\.endpoint) == ["https://push.example/two"])
        #expect(try await keep.list(of: ada).count == 2)
    }

    @Test func `whoever takes a browser on has it alone`() async throws {
        let (fixture, _, keep) = try await fixture(Telephones())
        defer { withExtendedLifetime(fixture) {} }
        _ = try await keep.begin(browser("shared"), by: signedIn(ada))
        let bea = Caller(name: "account-bea", role: .patient, patients: ["bea"])
        _ = try await keep.begin(browser("shared", of: "bea"), by: signedIn(bea))
        #expect(try await keep.list(of: ada).isEmpty)
        #expect(try await keep.list(of: bea).map(\.patient) == ["bea"])
    }

    @Test func `a session that has ended shows nothing more, nor one whose right has`() async throws {
        let push = Telephones()
        let (fixture, notifications, keep) = try await fixture(push)
        let mother = Caller(name: "account-mother", role: .patient, patients: ["mother", "ada"])
        _ = try await keep.begin(browser("own"), by: signedIn(ada))
        _ = try await keep.begin(browser("hers"), by: signedIn(mother))
        sessions.allow("session-account-mother", ["mother"])
        _ = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await notifications.catchUp()
        #expect(push.taken.map(\.endpoint) == ["https://push.example/own"])
        #expect(try await keep.list(of: mother).isEmpty, "what ended is forgotten")
        sessions.end("session-account-ada")
        _ = try await fixture.clinic.book("visit", "okafor", "11:00", day: 9, for: "ada")
        try await notifications.catchUp()
        #expect(push.taken.count == 1 && fixture.sink.messages.count == 1, "the next way is taken")
    }

    @Test func `a browser that its maker moved takes its own place, and changes no choice`() async throws {
        let (fixture, notifications, keep) = try await fixture(Telephones())
        let old = try await keep.begin(browser("old"), by: signedIn(ada)).id
        try await notifications.contacts.stop(.push, of: "ada")
        let moved = NewPushSubscription(
            patient: "ada", endpoint: Text(stored: "https://push.example/new"), p256dh: Text(stored: "AQID"),
            auth: Text(stored: "BAUG"), replaces: old)
        _ = try await keep.begin(moved, by: signedIn(ada))
        let kept = try await fixture.notifications.database.read { try $0.subscriptions(of: "ada") }
        #expect(kept.map(\.subscription.endpoint) == ["https://push.example/new"])
        #expect(try await notifications.contacts.contacts(["ada"]).first?.channels.contains(.push) == false)
    }

    @Test func `with the last browser the way ends`() async throws {
        let (fixture, notifications, keep) = try await fixture(Telephones())
        defer { withExtendedLifetime(fixture) {} }
        let ids = [
            try await keep.begin(browser("one"), by: signedIn(ada)).id,
            try await keep.begin(browser("two"), by: signedIn(ada)).id,
        ]
        let ways = { try await notifications.contacts.contacts(["ada"]).first?.channels ?? [] }
        try await keep.end(ids[0].rawValue, by: ada)
        #expect(try await ways() == [.push, .email])
        try await keep.end(ids[1].rawValue, by: ada)
        #expect(try await ways() == [.email])
    }

    @Test func `a service that takes nothing at the last attempt is followed by the next way`() async throws {
        let push = Telephones()
        let (fixture, notifications, keep) = try await fixture(push)
        _ = try await keep.begin(browser("one"), by: signedIn(ada))
        push.answer("https://push.example/one", with: ChannelTrouble(code: 503))
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        for _ in 0..<24 {
            try await notifications.catchUp()
            fixture.clinic.time.advance(10)
        }
        #expect(fixture.sink.messages.map(\.address) == ["ada@example.org"])
        #expect(try await fixture.notices(of: booked.id).first?.channel == .email)
    }

    @Test func `nobody's browser shows what is not theirs`() async throws {
        let (fixture, _, keep) = try await fixture(Telephones())
        defer { withExtendedLifetime(fixture) {} }
        for caller in [
            Caller(name: "account-bea", role: .patient, patients: ["bea"]),
            Caller(name: "desk", role: .receptionist), Caller(name: "admin", role: .administrator),
        ] {
            await #expect(throws: KeepSubscriptions.Unknown.self) {
                try await keep.begin(browser("x"), by: signedIn(caller))
            }
        }
        let id = try await keep.begin(browser("one"), by: signedIn(ada)).id.rawValue
        await #expect(throws: KeepSubscriptions.Unknown.self) {
            try await keep.end(id, by: Caller(name: "account-bea", role: .patient, patients: ["ada"]))
        }
        #expect(try await keep.list(of: ada).count == 1)
    }

    @Test func `a patient has ten browsers at most, the latest`() async throws {
        let (fixture, _, keep) = try await fixture(Telephones())
        for number in 1...12 {
            fixture.clinic.time.advance(1)
            _ = try await keep.begin(browser("\(number)"), by: signedIn(ada))
        }
        let kept = try await fixture.notifications.database.read { try $0.subscriptions(of: "ada") }
        #expect(kept.map(\.subscription.endpoint) == (3...12).reversed().map { "https://push.example/\($0)" })
    }

    @Test func `whoever ends messages on the phone keeps the choice`() async throws {
        let push = Telephones()
        let (fixture, notifications, keep) = try await fixture(push)
        _ = try await keep.begin(browser("one"), by: signedIn(ada))
        try await notifications.contacts.stop(.push, of: "ada")
        _ = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await notifications.catchUp()
        #expect(push.taken.isEmpty && fixture.sink.messages.count == 1)
    }
}

/// Browsers that take what they are given, or answer as they are told.
private final class Telephones: PushService {
    private struct State {
        var taken: [(endpoint: String, message: OutgoingMessage)] = []
        var keys: [String] = []
        var answers: [String: any Error] = [:]
    }

    private let state = Mutex(State())
    var taken: [(endpoint: String, message: OutgoingMessage)] { state.withLock { $0.taken } }
    var keys: [String] { state.withLock { $0.keys } }

    func answer(_ endpoint: String, with error: any Error & Sendable) {
        state.withLock { $0.answers[endpoint] = error }
    }

    func fault(of subscription: PushSubscription) -> PushFault? { nil }
    func newKey() -> [UInt8] { [UInt8](repeating: 7, count: 32) }
    func publicKey(of secret: [UInt8]) throws -> [UInt8] { secret.reversed() + [1] }

    func deliver(
        _ message: OutgoingMessage, to subscription: PushSubscription, as key: PushKey, waiting seconds: Int64
    ) async throws {
        try state.withLock { state in
            if let answer = state.answers[subscription.endpoint] { throw answer }
            state.taken.append((subscription.endpoint, message))
            state.keys.append(key.publicText)
        }
    }
}
