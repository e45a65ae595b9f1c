import Domain
import Platform
import ServiceContracts
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import AuthService

/// Sessions begin, go on, and end at once.
@Suite struct SessionTests {
    @Test func `a patient registers, is known to the book, and signs in`() async throws {
        let fixture = try await AuthFixture()
        try await fixture.register()
        let begun = try await fixture.signIn()
        #expect(begun.body.account.role == .patient)
        #expect(fixture.book.patients.map(\.id) == [begun.body.account.patient])
        #expect(begun.body.expiresAt == fixture.time.now + 10)
        let claims = try #require(try await fixture.auth.tokens.claims(of: begun.body.accessToken))
        #expect(claims.caller.patients == Set(fixture.book.patients.map(\.id)))
    }

    @Test func `a patient whose registration a crash cut in two is registered at the next start`()
        async throws
    {
        let fixture = try await AuthFixture()
        try await fixture.register()
        let account = try #require(
            try await fixture.database.read { try $0.account(email: "ada@example.org") })
        try await fixture.database.write { transaction in
            _ = try transaction.run(
                "INSERT INTO registration (account_id, name, phone) VALUES (\(account.id), \("Ada Again"), NULL)"
            )
        }
        try await fixture.auth.prepare()
        #expect(fixture.book.patients.map(\.name) == ["Ada Again"])
    }

    @Test func `a known address is told its owner, nobody else`() async throws {
        let fixture = try await AuthFixture()
        try await fixture.register()
        try await fixture.register("ADA@example.org")
        try await fixture.auth.letters.carry()
        #expect(
            fixture.mail.messages.map(\.subject) == ["Confirm your address", "You have an account already"])
        #expect(Set(fixture.mail.messages.map(\.address)) == ["ada@example.org"])
        #expect(fixture.book.patients.count == 1)
    }

    @Test func `an access token ends after ten minutes`() async throws {
        let fixture = try await AuthFixture()
        try await fixture.register()
        let token = try await fixture.signIn().body.accessToken
        fixture.time.advance(9)
        #expect(try await fixture.auth.tokens.claims(of: token) != nil)
        fixture.time.advance(1)
        #expect(try await fixture.auth.tokens.claims(of: token) == nil)
    }

    @Test func `within thirty seconds a refresh token gives the same successor, later it ends the session`()
        async throws
    {
        let fixture = try await AuthFixture()
        try await fixture.register()
        let first = try await fixture.signIn()
        let refresh = RefreshSession(auth: fixture.auth)
        let (second, again) = (try await refresh(first.refresh), try await refresh(first.refresh))
        #expect(second.refresh == again.refresh)
        fixture.time.advance(1)
        await #expect(throws: AuthError.noSession) { try await refresh(first.refresh) }
        await #expect(throws: AuthError.noSession) { try await refresh(second.refresh) }
        #expect(try await fixture.auth.tokens.claims(of: second.body.accessToken) == nil)
    }

    @Test func `a session that nobody uses for thirty days is over`() async throws {
        let fixture = try await AuthFixture()
        try await fixture.register()
        let first = try await fixture.signIn()
        fixture.time.advance(Minutes(29 * 1_440))
        let second = try await RefreshSession(auth: fixture.auth)(first.refresh)
        fixture.time.advance(Minutes(30 * 1_440))
        await #expect(throws: AuthError.noSession) {
            try await RefreshSession(auth: fixture.auth)(second.refresh)
        }
    }

    @Test func `keys change, and tokens of the last one still open until they end`() async throws {
        let fixture = try await AuthFixture()
        try await fixture.register()
        fixture.time.advance(KeyRing.lifetime - 5)
        let token = try await fixture.signIn().body.accessToken
        fixture.time.advance(6)
        try await fixture.auth.ring.refresh()
        fixture.time.advance(KeyRing.notice)
        let newer = try await fixture.signIn().body.accessToken
        #expect(token.split(separator: ".")[0] != newer.split(separator: ".")[0])
        let kept = try await fixture.auth.identity.keys()
        #expect(kept.count == 2, "the last one's tokens have not ended")
        fixture.time.advance(80)
        try await fixture.auth.ring.refresh()
        #expect(try await fixture.auth.identity.keys() == [kept[1]])
        #expect(try await fixture.auth.tokens.claims(of: try await fixture.signIn().body.accessToken) != nil)
    }

    @Test func `what ended before a restart stays ended`() async throws {
        let fixture = try await AuthFixture()
        try await fixture.register()
        let token = try await fixture.signIn().body.accessToken
        let claims = try #require(try await fixture.auth.tokens.claims(of: token))
        try await EndSession(auth: fixture.auth)(claims.session, claims)
        let restarted = TokenVerifier(fixture.auth.identity, time: fixture.time)
        #expect(try await restarted.claims(of: token) == nil)
    }

    @Test func `the address that keeps failing waits twice as long each time, the owner elsewhere does not`()
        async throws
    {
        let fixture = try await AuthFixture()
        try await fixture.register()
        for _ in 0..<5 {
            await #expect(throws: AuthError.wrongCredentials) {
                try await fixture.signIn("wrong", from: "6.6.6.6")
            }
        }
        await #expect(throws: AuthError.tooManyAttempts(seconds: 1)) {
            try await fixture.signIn(from: "6.6.6.6")
        }
        _ = try await fixture.signIn(from: "10.0.0.1")
        fixture.time.advance(1)
        _ = try await fixture.signIn(from: "6.6.6.6")
        #expect(
            (4...20).map(SignIn.wait) == [
                0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900, 900,
            ])
    }

    @Test func `the last administrator cannot be taken away`() async throws {
        let fixture = try await AuthFixture()
        let caller = Caller(name: "test", role: .administrator)
        let users = ManageUsers(auth: fixture.auth)
        let boss = try await users.create(NewUser(email: .sample, role: .administrator), by: caller)
        await #expect(throws: AuthError.lastAdministrator) {
            try await users.change(boss.id, UserChange(isActive: false), by: caller) { _ in }
        }
        #expect(try await users.show(boss.id).isActive)
    }

    @Test func `an account's role names what it must`() async throws {
        let fixture = try await AuthFixture()
        let caller = Caller(name: "test", role: .administrator)
        let users = ManageUsers(auth: fixture.auth)
        for user in [
            NewUser(email: .sample, role: .practitioner),
            NewUser(email: .sample, role: .planner, practitioner: "p-01"),
            NewUser(email: .sample, role: .patient, patient: "pt-none"),
            NewUser(email: .sample, role: .practitioner, practitioner: "p-none"),
        ] {
            await #expect(throws: AuthError.self) { try await users.create(user, by: caller) }
        }
        _ = try await users.create(
            NewUser(email: .sample, role: .practitioner, practitioner: "p-01"), by: caller)
    }
}
