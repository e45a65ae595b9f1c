import Domain
import Foundation
import HTTPTypes
import Platform
import ServiceContracts

/// Signing in and out, and what belongs to one's own account.
struct SessionRoutes {
    let auth: Auth

    var operations: [APIOperation] {
        [
            APIOperation(
                "registerAccount", .post, "/v1/accounts",
                "A patient registers; the answer is the same for a known address",
                .anyone, takes: NewAccount.self, gives: .created(RegistrationBody.self), demands: .guarded,
                register),
            APIOperation(
                "signIn", .post, "/v1/sessions", "Signs in; the refresh token comes as a cookie", .anyone,
                takes: Credentials.self, gives: .created(SessionTokenBody.self), refuses: [.wrongCredentials],
                demands: .guarded, signIn),
            APIOperation(
                "refreshSession", .post, "/v1/sessions/refresh", "Goes on with the session of the cookie",
                .anyone,
                gives: .ok(SessionTokenBody.self), refuses: [.unauthenticated], refresh),
            APIOperation(
                "signOut", .delete, "/v1/sessions/current", "Ends this session at once", .signedIn,
                gives: .nothing,
                refuses: [.notFound], signOut),
            APIOperation(
                "listSessions", .get, "/v1/sessions", "Where the caller is signed in, newest first",
                .signedIn,
                gives: .ok(Page<SessionBody>.self), list),
            APIOperation(
                "endSession", .delete, "/v1/sessions/{id}", "Ends one of the caller's sessions at once",
                .signedIn,
                gives: .nothing, end),
            APIOperation(
                "requestPasswordReset", .post, "/v1/password-resets",
                "Sends a link if the address has an account; the answer does not tell", .anyone,
                takes: PasswordResetRequest.self, gives: .noted, demands: .guarded, requestReset),
            APIOperation(
                "resetPassword", .post, "/v1/password-resets/{token}", "Sets a password with a link, once",
                .anyone,
                takes: PasswordChange.self, gives: .nothing, refuses: [.linkExpired], demands: .guarded, reset
            ),
            APIOperation(
                "changePassword", .put, "/v1/accounts/current/password",
                "Changes the caller's password; other sessions end", .signedIn, takes: OwnPasswordChange.self,
                gives: .nothing, refuses: [.wrongCredentials], demands: .guarded, changePassword),
            APIOperation(
                "requestVerification", .post, "/v1/accounts/current/verification",
                "Mails another code that confirms the caller's address", .signedIn, gives: .noted,
                demands: .guarded,
                requestVerification),
            APIOperation(
                "confirmAddress", .post, "/v1/accounts/verifications/{token}",
                "Confirms the address a code was mailed to", .anyone, gives: .nothing,
                refuses: [.linkExpired],
                demands: .guarded, confirmAddress),
            APIOperation(
                "enrolAuthenticator", .post, "/v1/accounts/current/authenticator",
                "A key for an authenticator app, with recovery codes; takes the password and a confirmed address",
                .signedIn, takes: AuthenticatorEnrolment.self, gives: .ok(AuthenticatorBody.self),
                refuses: [.wrongCredentials], demands: .guarded, enrol),
            APIOperation(
                "confirmAuthenticator", .post, "/v1/accounts/current/authenticator/confirmation",
                "From now on signing in takes a code", .signedIn, takes: AuthenticatorCode.self,
                gives: .nothing,
                refuses: [.wrongCredentials], demands: .guarded, confirmAuthenticator),
            APIOperation(
                "removeAuthenticator", .post, "/v1/accounts/current/authenticator/removal",
                "Signing in takes no code any more", .signedIn, takes: AuthenticatorCode.self,
                gives: .nothing,
                refuses: [.wrongCredentials], demands: .guarded, removeAuthenticator),
            APIOperation(
                "listKeys", .get, "/.well-known/jwks.json", "Public keys of access tokens (RFC 7517)",
                .anyone,
                gives: .raw("application/jwk-set+json"), keys),
        ]
    }

    private func register(_ call: Call) async throws -> Reply {
        try await RegisterAccount(auth: auth)(call.read(), in: call.language)
        return try .created(RegistrationBody(), at: "/v1/sessions")
    }

    private func signIn(_ call: Call) async throws -> Reply {
        let credentials: Credentials = try call.read()
        let known = auth.devices.device(in: call.head)
        let begun = try await SignIn(auth: auth)(
            credentials, from: known.map { "device \($0.id)" } ?? call.address, device: call.device,
            isKnownDevice: known != nil)
        var reply = try Reply.created(begun.body, at: "/v1/sessions/current")
        if known?.account != begun.body.account.id, let cookie = auth.devices.set(for: begun.body.account.id)
        {
            reply = reply.with(.setCookie, cookie)
        }
        return reply.with(.setCookie, RefreshCookie.set(begun.refresh))
    }

    private func refresh(_ call: Call) async throws -> Reply {
        do {
            guard let token = RefreshCookie.value(in: call.head) else { throw AuthError.noSession }
            let begun = try await RefreshSession(auth: auth)(token)
            return try Reply.ok(begun.body).with(.setCookie, RefreshCookie.set(begun.refresh))
        } catch AuthError.noSession {
            throw Problem(.unauthenticated, headers: [.setCookie: RefreshCookie.clear])
        }
    }

    private func signOut(_ call: Call) async throws -> Reply {
        let claims = try call.signedIn
        try await EndSession(auth: auth)(claims.session, claims)
        return Reply.nothing.with(.setCookie, RefreshCookie.clear)
    }

    private func list(_ call: Call) async throws -> Reply {
        try .ok(Page(items: try await EndSession(auth: auth).list(call.signedIn)))
    }

    private func end(_ call: Call) async throws -> Reply {
        try await EndSession(auth: auth)(call.id(), call.signedIn)
        return .nothing
    }

    private func requestReset(_ call: Call) async throws -> Reply {
        try await ResetPassword(auth: auth).request(
            call.read(PasswordResetRequest.self).email, in: call.language)
        return .noted
    }

    private func reset(_ call: Call) async throws -> Reply {
        let change: PasswordChange = try call.read()
        try await ResetPassword(auth: auth)(call.path("token", Secret.self).value, change.password)
        return .nothing
    }

    private func changePassword(_ call: Call) async throws -> Reply {
        try await ResetPassword(auth: auth).change(call.read(), call.signedIn)
        return .nothing
    }

    private func requestVerification(_ call: Call) async throws -> Reply {
        try await ConfirmAddress(auth: auth).request(call.signedIn, in: call.language)
        return .noted
    }

    private func confirmAddress(_ call: Call) async throws -> Reply {
        try await ConfirmAddress(auth: auth)(call.path("token", Secret.self).value)
        return .nothing
    }

    private func enrol(_ call: Call) async throws -> Reply {
        try .ok(try await UseAuthenticator(auth: auth).enrol(call.read(), call.signedIn))
    }

    private func confirmAuthenticator(_ call: Call) async throws -> Reply {
        try await UseAuthenticator(auth: auth).confirm(call.read(), call.signedIn)
        return .nothing
    }

    private func removeAuthenticator(_ call: Call) async throws -> Reply {
        try await UseAuthenticator(auth: auth).remove(call.read(), call.signedIn)
        return .nothing
    }

    private func keys(_ call: Call) async throws -> Reply {
        var reply = Reply(
            status: .ok, content: .bytes(try JSONEncoder().encode(auth.ring.jwks), "application/jwk-set+json")
        )
        reply.headers[.cacheControl] = "public, max-age=300"
        return reply
    }
}

extension Call {
    /// What the browser calls itself, cut to what is kept.
    fileprivate var device: String {
        String(
            String.UnicodeScalarView(
                (head.headerFields[.userAgent] ?? "unknown").unicodeScalars.filter {
                    $0.value >= 32 && $0.value < 127
                }
                .prefix(200)))
    }

    /// The `id` of the path.
    func id() throws -> String { try path("id", Label.self).value }
}
