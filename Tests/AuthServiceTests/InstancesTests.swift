import Words
import Domain
import Platform
import ServiceContracts
import Storage
import TestKit
import Testing

@testable import AuthService

/// Two instances on one store: what one ends, the other refuses once it has heard.
@Suite struct InstancesTests {
    private func two() async throws -> (here: AuthFixture, there: Auth, claims: AccessClaims, token: String) {
        let fixture = try await AuthFixture()
        try await fixture.register()
        try await ConfirmAddress(auth: fixture.auth)(try await fixture.mailed)
        let begun = try await fixture.signIn()
        let there = fixture.another()
        try await there.prepare()
        let claims = try #require(try await there.tokens.claims(of: begun.body.accessToken))
        return (fixture, there, claims, begun.body.accessToken)
    }

    @Test func `a session that ends here is refused there`() async throws {
        let (here, there, claims, token) = try await two()
        try await EndSession(auth: here.auth)(claims.session, claims)
        #expect(try await here.auth.tokens.claims(of: token) == nil, "at once where it was ended")
        try await there.hear()
        #expect(try await there.tokens.claims(of: token) == nil)
    }

    @Test func `rights that change here count there, and whoever listens is told`() async throws {
        let (here, there, claims, token) = try await two()
        try await confirmation { told in
            there.tokens.onRevocation { told() }
            try await here.database.write { try $0.nextGeneration(of: claims.account) }
            try await there.hear()
            try await there.hear()
        }
        #expect(try await there.tokens.claims(of: token) == nil)
    }

    @Test func `an address that is confirmed here is confirmed there`() async throws {
        let fixture = try await AuthFixture()
        try await fixture.register()
        let there = fixture.another()
        try await there.prepare()
        let token = try await fixture.signIn().body.accessToken
        #expect(try await there.tokens.claims(of: token)?.caller.isConfirmed == false)
        try await ConfirmAddress(auth: fixture.auth)(try await fixture.mailed)
        try await there.hear()
        #expect(try await there.tokens.claims(of: token)?.caller.isConfirmed == true)
    }

    @Test
    func `a key that another instance made is asked for, and signs when all have had a day to learn it`()
        async throws
    {
        let (here, there, _, _) = try await two()
        here.time.advance(KeyRing.lifetime)
        try await here.auth.ring.refresh()
        let old = try await here.signIn().body.accessToken
        #expect(try await there.tokens.claims(of: old) != nil, "the new key does not sign yet")
        here.time.advance(KeyRing.notice)
        let new = try await here.signIn().body.accessToken
        #expect(try await there.tokens.claims(of: new) != nil, "asked for")
        #expect(new.split(separator: ".")[0] != old.split(separator: ".")[0])
    }

    @Test func `an address has one allowance for passwords, wherever it asks`() async throws {
        let (here, there, _, _) = try await two()
        var waits: [Int?] = []
        for number in 0..<12 {
            waits.append(try await (number % 2 == 0 ? here.auth : there).takeAllowance(of: "10.0.0.9"))
        }
        #expect(waits == Array(repeating: nil, count: 10) + [5, 5])
        #expect(try await there.takeAllowance(of: "10.0.0.8") == nil, "another has its own")
        here.time.advance(1)
        #expect(try await there.takeAllowance(of: "10.0.0.9") == nil)
    }

    @Test func `a letter is carried by one of two`() async throws {
        let (here, there, _, _) = try await two()
        try await ResetPassword(auth: here.auth).request(
            try #require(EmailAddress("ada@example.org")), in: .english)
        let before = here.mail.messages.count
        async let one: Void = here.auth.letters.carry()
        async let other: Void = there.letters.carry()
        _ = try await (one, other)
        #expect(here.mail.messages.count == before + 1)
    }
}
