import Domain
import HTTPTypes
import Platform
import ServiceContracts

/// Which browsers show whose messages.
struct PushRoutes {
    let notifications: Notifications

    var operations: [APIOperation] {
        [
            APIOperation(
                "showPushKey", .get, "/v1/push-key", "Of whom a browser takes messages (RFC 8292)", .signedIn,
                gives: .ok(PushKeyBody.self), key),
            APIOperation(
                "listPushSubscriptions", .get, "/v1/push-subscriptions",
                "The browsers that show messages to the caller", .signedIn,
                gives: .ok(Page<PushSubscriptionBody>.self), list),
            APIOperation(
                "beginPushSubscription", .post, "/v1/push-subscriptions",
                "Lets a browser show a patient's messages, before any other way; again is the same",
                .signedIn,
                takes: NewPushSubscription.self, gives: .ok(PushSubscriptionBody.self), refuses: [.notFound],
                begin),
            APIOperation(
                "endPushSubscription", .delete, "/v1/push-subscriptions/{id}",
                "Ends what one of the caller's browsers shows", .signedIn, gives: .nothing, end),
        ]
    }

    private var subscriptions: KeepSubscriptions { KeepSubscriptions(notifications: notifications) }

    private func key(_ call: Call) async throws -> Reply {
        let key = try await PushKeys(notifications.database, notifications.pushService)()
        return try .ok(PushKeyBody(key: Text(stored: key.publicText)))
    }

    private func list(_ call: Call) async throws -> Reply {
        try await .ok(Page(items: subscriptions.list(of: call.caller)))
    }

    private func begin(_ call: Call) async throws -> Reply {
        do {
            return try await .ok(subscriptions.begin(call.read(), by: call.signedIn))
        } catch let fault as PushFault {
            throw Problem(fault)
        } catch is KeepSubscriptions.Unknown {
            throw Problem(.notFound)
        }
    }

    private func end(_ call: Call) async throws -> Reply {
        let id: Identifier<PushSubscriptionBody> = try call.path("id")
        do {
            try await subscriptions.end(id.rawValue, by: call.caller)
        } catch is KeepSubscriptions.Unknown {
            throw Problem(.notFound)
        }
        return .nothing
    }
}

extension Problem {
    fileprivate init(_ fault: PushFault) {
        switch fault {
        case .endpoint:
            self = .invalid("endpoint", "must be https://… at a push service that the clinic knows")
        case .key: self = .invalid("p256dh", "must be a point of P-256, uncompressed, in base64url")
        case .secret: self = .invalid("auth", "must be 16 bytes in base64url")
        }
    }
}
