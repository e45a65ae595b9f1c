import Domain
import Foundation
import Platform
import ServiceContracts
import Storage

/// Keeps which browsers show whose messages: each for the session in which somebody took it on.
struct KeepSubscriptions {
    let notifications: Notifications

    /// Of one patient; the one that was taken on first gives way.
    private static let most = 10

    /// Lets a browser show a patient's messages, before any other way; again is the same.
    ///
    /// One that takes the place of what it was before, in another session or because its maker moved it, changes no choice of ways.
    ///
    /// - Throws: ``PushFault``, or ``Unknown`` unless the caller is the patient or acts for them.
    func begin(_ new: NewPushSubscription, by claims: AccessClaims) async throws -> PushSubscriptionBody {
        let caller = claims.caller
        guard caller.role == .patient, caller.patients.contains(new.patient) else { throw Unknown() }
        let subscription = PushSubscription(
            endpoint: new.endpoint.value, publicKey: Self.bytes(new.p256dh.value),
            secret: Self.bytes(new.auth.value))
        if let fault = try notifications.pushService.fault(of: subscription) { throw fault }
        let id = "\(new.patient)|\(subscription.endpoint)".digest
        try await notifications.database.write { transaction in
            let own = try transaction.subscriptions(of: new.patient)
            if own.contains(where: { $0.id == id && $0.session == claims.session }) { return }
            if let before = new.replaces?.rawValue,
                try transaction.subscriber(of: before, account: caller.name) != nil
            {
                try transaction.deleteSubscription(before)
            }
            try transaction.endSubscriptions(at: subscription.endpoint, unlessOf: caller.name)
            try transaction.keep(
                subscription, id: id, of: new.patient, account: caller.name, session: claims.session)
            try transaction.keepSubscriptions(of: new.patient, atMost: Self.most)
            try transaction.audit("browserSubscribed", new.patient.rawValue, by: caller)
        }
        if new.replaces == nil {
            try await notifications.contacts.prefer(.push, of: new.patient, by: caller)
        }
        return PushSubscriptionBody(id: Identifier(id), patient: new.patient)
    }

    /// The browsers of an account.
    ///
    /// - Throws: `StorageError`.
    func list(of caller: Caller) async throws -> [PushSubscriptionBody] {
        try await notifications.database.read { try $0.subscriptions(ofAccount: caller.name) }
            .map { PushSubscriptionBody(id: Identifier($0.id), patient: $0.patient) }
    }

    /// Ends it; with the last of a patient, browsers are no way to reach them any more.
    ///
    /// - Throws: ``Unknown`` if it is not the caller's.
    func end(_ id: String, by caller: Caller) async throws {
        let (patient, isLast) = try await notifications.database.write { transaction in
            guard let patient = try transaction.subscriber(of: id, account: caller.name) else {
                throw Unknown()
            }
            try transaction.deleteSubscription(id)
            try transaction.audit("browserUnsubscribed", patient.rawValue, by: caller)
            return (patient, try transaction.subscriptions(of: patient).isEmpty)
        }
        if isLast { try await notifications.contacts.stop(.push, of: patient) }
    }

    private static func bytes(_ text: String) -> [UInt8] { [UInt8](Data(base64URL: text) ?? Data()) }

    /// It is not the caller's to know.
    struct Unknown: Error {}
}
