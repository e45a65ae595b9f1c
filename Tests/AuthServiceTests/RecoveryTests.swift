import Words
import Domain
import Foundation
import Platform
import ServiceContracts
import Storage
import StorageSQLite
import TestKit
import Testing

@testable import AuthService

/// What attacks on accounts broke: second factors, passwords in flight, reset mails, clocks.
@Suite struct RecoveryTests {
    private func verified() async throws -> (AuthFixture, AccessClaims) {
        let fixture = try await AuthFixture()
        try await fixture.register()
        try await ConfirmAddress(auth: fixture.auth)(try await fixture.mailed)
        return (fixture, try await fixture.claims(fixture.signIn()))
    }

    private func enrolled() async throws -> (AuthFixture, AccessClaims, AuthenticatorBody) {
        let (fixture, claims) = try await verified()
        let key = try await UseAuthenticator(auth: fixture.auth).enrol(
            .init(password: Secret(AuthFixture.password)), claims)
        let step = Int(fixture.time.now.secondsSince1970 / OneTimeCode.stepSeconds)
        let code = try #require(Text<Bounds.OneTimeCode>(OneTimeCode.code(key.secret, step: step)))
        try await UseAuthenticator(auth: fixture.auth).confirm(.init(code: code), claims)
        return (fixture, claims, key)
    }

    @Test func `an authenticator needs the password and an address that was confirmed`() async throws {
        let fixture = try await AuthFixture()
        try await fixture.register()
        let claims = try await fixture.claims(fixture.signIn())
        let use = UseAuthenticator(auth: fixture.auth)
        await #expect(throws: AuthError.addressNotConfirmed) {
            _ = try await use.enrol(.init(password: Secret(AuthFixture.password)), claims)
        }
        let (other, theirs) = try await verified()
        await #expect(throws: AuthError.wrongCredentials) {
            _ = try await UseAuthenticator(auth: other.auth).enrol(
                .init(password: Secret("not that")), theirs)
        }
    }

    @Test func `a recovery code signs in once, however it is typed`() async throws {
        let (fixture, _, key) = try await enrolled()
        #expect(Set(key.recoveryCodes).count == 10)
        await #expect(throws: AuthError.codeRequired) { _ = try await fixture.signIn() }
        let code = key.recoveryCodes[3].uppercased().replacing("-", with: " ")
        _ = try await fixture.signIn(code: code)
        await #expect(throws: AuthError.wrongCredentials) { _ = try await fixture.signIn(code: code) }
    }

    @Test func `wrong codes are counted for the account, from however many addresses`() async throws {
        let (fixture, _, key) = try await enrolled()
        for number in 0..<5 {
            await #expect(throws: AuthError.wrongCredentials) {
                _ = try await fixture.signIn(from: "10.0.1.\(number)", code: "00000\(number)")
            }
        }
        await #expect(throws: AuthError.tooManyAttempts(seconds: 1)) {
            _ = try await fixture.signIn(from: "10.0.2.1", code: key.recoveryCodes[0])
        }
    }

    @Test func `an administrator takes a lost authenticator away, and every session with it`() async throws {
        let (fixture, claims, _) = try await enrolled()
        let admin = Caller(name: "admin", role: .administrator)
        try await UseAuthenticator(auth: fixture.auth).remove(of: claims.account, by: admin)
        #expect(!fixture.auth.tokens.isAlive(claims))
        _ = try await fixture.signIn()
        await #expect(throws: AuthError.unknown) {
            try await UseAuthenticator(auth: fixture.auth).remove(of: claims.account, by: admin)
        }
    }

    @Test func `a password that changes while a sign-in computes ends that sign-in`() async throws {
        let (fixture, claims) = try await verified()
        let account = try await fixture.database.read { try $0.requireAccount(claims.account) }
        try await fixture.database.write { try $0.setPassword("other", of: account) }
        await #expect(throws: AuthError.wrongCredentials) { _ = try await fixture.signIn() }
        #expect(
            try await fixture.database.read { try $0.rows("SELECT 1 FROM session WHERE ended_at IS NULL") }
                .isEmpty)
    }

    @Test(.serialized, arguments: 0..<5 as Range<Int>)
    func `no session of the old password outlives its change`(round: Int) async throws {
        let (fixture, claims) = try await verified()
        let begun = await withTaskGroup(of: SignIn.Begun?.self) { group in
            for _ in 0..<12 { group.addTask { try? await fixture.signIn() } }
            group.addTask {
                let change = OwnPasswordChange(
                    current: Secret(AuthFixture.password), password: NewPassword("another battery \(round)"))
                try? await ResetPassword(auth: fixture.auth).change(change, claims)
                return nil
            }
            return await group.reduce(into: []) { $0.append($1) }.compactMap(\.self)
        }
        for one in begun {
            await #expect(throws: AuthError.noSession) {
                _ = try await RefreshSession(auth: fixture.auth)(one.refresh)
            }
        }
    }

    @Test func `a stranger's request does not undo the link that its owner asked for`() async throws {
        let (fixture, _) = try await verified()
        let reset = ResetPassword(auth: fixture.auth)
        let email = try #require(EmailAddress("ada@example.org"))
        try await reset.request(email, in: .english)
        let first = try await fixture.mailed
        let before = fixture.mail.messages.count
        for _ in 0..<9 { try await reset.request(email, in: .english) }
        try await fixture.auth.letters.carry()
        #expect(fixture.mail.messages.count == before + 4, "five an hour, silently")
        try await reset(first, NewPassword("a quite new password"))
        _ = try await fixture.signIn("a quite new password")
    }

    @Test func `mail that cannot be written tells nobody which addresses are known`() async throws {
        let (fixture, _) = try await verified()
        fixture.mail.fail()
        for address in ["ada@example.org", "nobody@example.org"] {
            try await ResetPassword(auth: fixture.auth).request(
                try #require(EmailAddress(address)), in: .english)
        }
        try await fixture.register("new@example.org")
        _ = try await fixture.signIn(AuthFixture.password, "new@example.org")
    }

    @Test func `a letter that cannot be handed over waits, and goes once when it can`() async throws {
        let fixture = try await AuthFixture()
        let posted = fixture.time.now
        fixture.mail.fail()
        try await fixture.register()
        try await fixture.auth.letters.carry()
        #expect(fixture.mail.messages.isEmpty)
        fixture.mail.fail(false)
        fixture.time.advance(1)
        try await fixture.auth.letters.carry()
        try await fixture.auth.letters.carry()
        #expect(fixture.mail.messages.map(\.subject) == ["Confirm your address"])
        #expect(fixture.mail.messages.first?.id == "auth-\(posted.secondsSince1970)-1")
    }

    @Test func `a letter whose code has expired is not kept for ever`() async throws {
        let fixture = try await AuthFixture()
        fixture.mail.fail()
        try await fixture.register()
        fixture.time.advance(1_441)
        try await fixture.auth.letters.carry()
        fixture.time.advance(1)
        #expect(try await !fixture.database.read { try $0.hasLetters() })
    }

    @Test func `a stranger's authenticator on an unconfirmed address goes with the owner's reset`()
        async throws
    {
        let fixture = try await AuthFixture()
        try await fixture.register()
        try await fixture.database.write {
            _ = try $0.run("UPDATE account SET totp_secret = 'AAAA', totp_is_confirmed = 1")
        }
        try await ResetPassword(auth: fixture.auth).request(
            try #require(EmailAddress("ada@example.org")), in: .english)
        try await ResetPassword(auth: fixture.auth)(try await fixture.mailed, NewPassword("the owner's own"))
        _ = try await fixture.signIn("the owner's own")
    }

    @Test func `a clock that is stepped back revives neither a token nor a refresh token`() async throws {
        let (fixture, claims) = try await verified()
        let begun = try await fixture.signIn()
        let token = try await fixture.claims(begun)
        try await EndSession(auth: fixture.auth)(token.session, token)
        let other = try await fixture.signIn()
        fixture.time.advance(600)
        _ = try await fixture.signIn()  // whatever is pruned is pruned
        let third = try await fixture.claims(fixture.signIn())
        try await EndSession(auth: fixture.auth)(third.session, third)
        fixture.time.set(fixture.time.now - 598)
        #expect(!fixture.auth.tokens.isAlive(token))
        #expect(fixture.auth.tokens.isAlive(claims))
        _ = try await RefreshSession(auth: fixture.auth)(other.refresh)
        fixture.time.set(fixture.time.now - 1)
        await #expect(throws: AuthError.noSession) {
            _ = try await RefreshSession(auth: fixture.auth)(other.refresh)
        }
    }

    @Test func `a password is the same however its letters are composed`() async throws {
        let fixture = try await AuthFixture()
        let composed = "Grüße-an-Zoë-77"
        try await RegisterAccount(auth: fixture.auth)(
            NewAccount(
                email: try #require(EmailAddress("z@example.org")), password: NewPassword(composed),
                name: try #require(Line("Zoë"))), in: .english)
        _ = try await fixture.signIn(composed.decomposedStringWithCanonicalMapping, "z@example.org")
    }

    @Test func `accounts that nobody confirms are forgotten after a week, with their patients`() async throws
    {
        let fixture = try await AuthFixture()
        try await fixture.register()
        try await fixture.register("bob@example.org")
        try await ConfirmAddress(auth: fixture.auth)(try await fixture.mailed)
        fixture.time.advance(10_080)
        try await PurgeUnconfirmed(auth: fixture.auth)()
        #expect(fixture.book.patients.count == 2)
        fixture.time.advance(1)
        try await PurgeUnconfirmed(auth: fixture.auth)()
        #expect(fixture.book.patients.count == 1)
        _ = try await fixture.signIn(AuthFixture.password, "bob@example.org")
        await #expect(throws: AuthError.wrongCredentials) { _ = try await fixture.signIn() }
    }

    @Test func `whom an account acts for is read, so a family of any size signs in`() async throws {
        let (fixture, claims) = try await verified()
        try await fixture.database.write { transaction in
            for number in 0..<400 {
                try transaction.run(
                    "INSERT INTO proxy (account_id, patient_id, since) VALUES (\(claims.account), \("child-\(number)"), 0)"
                )
            }
        }
        let begun = try await fixture.signIn()
        #expect(begun.body.accessToken.utf8.count < 1_000)
        #expect(try await fixture.claims(begun).caller.patients.count == 401)
    }
}
