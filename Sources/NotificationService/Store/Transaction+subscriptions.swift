import Domain
import Foundation
import Platform
import ServiceContracts
import Storage

/// A browser with its place in the store.
struct Browser: Sendable {
    let id: String
    /// In which it was taken on.
    let session: String
    let subscription: PushSubscription
}

extension ReadTransaction {
    /// The browsers that show a patient's messages.
    func subscriptions(of patient: Patient.ID) throws -> [Browser] {
        try rows(
            """
            SELECT id, session, endpoint, public_key, secret FROM push_subscription
            WHERE patient_id = \(patient) ORDER BY made_at DESC, id
            """
        ).map {
            Browser(
                id: try $0.text(0), session: try $0.text(1),
                subscription: PushSubscription(
                    endpoint: try $0.text(2), publicKey: try $0.bytes(3), secret: try $0.bytes(4)))
        }
    }

    /// The browsers of an account, the latest first.
    func subscriptions(ofAccount account: String) throws -> [(id: String, patient: Patient.ID)] {
        try rows(
            "SELECT id, patient_id FROM push_subscription WHERE account = \(account) ORDER BY made_at DESC, id"
        ).map { (try $0.text(0), try $0.id(1)) }
    }

    /// Whose messages an account's browser shows; `nil` if it is none of that account.
    func subscriber(of id: String, account: String) throws -> Patient.ID? {
        try first("SELECT patient_id FROM push_subscription WHERE id = \(id) AND account = \(account)")?.id(0)
    }
}

extension SQLRow {
    /// Bytes that are stored in base64url.
    fileprivate func bytes(_ column: Int) throws -> [UInt8] {
        [UInt8](Data(base64URL: try text(column)) ?? Data())
    }
}

extension Transaction {
    /// Keeps a browser.
    func keep(
        _ subscription: PushSubscription, id: String, of patient: Patient.ID, account: String,
        session: String
    ) throws {
        let (key, secret) = (Data(subscription.publicKey).base64URL, Data(subscription.secret).base64URL)
        try run(
            """
            INSERT INTO push_subscription (id, patient_id, account, session, endpoint, public_key, secret, made_at)
            VALUES (\(id), \(patient), \(account), \(session), \(subscription.endpoint), \(key), \(secret), \(now))
            ON CONFLICT (id) DO UPDATE SET account = excluded.account, session = excluded.session, public_key = excluded.public_key,
                secret = excluded.secret, made_at = excluded.made_at
            """)
    }

    /// Ends what a browser shows for other accounts: somebody else uses it now.
    func endSubscriptions(at endpoint: String, unlessOf account: String) throws {
        try run("DELETE FROM push_subscription WHERE endpoint = \(endpoint) AND account <> \(account)")
    }

    /// Lets the browsers of a patient that were taken on first give way.
    func keepSubscriptions(of patient: Patient.ID, atMost count: Int) throws {
        try run(
            """
            DELETE FROM push_subscription WHERE patient_id = \(patient) AND id NOT IN (
                SELECT id FROM push_subscription WHERE patient_id = \(patient)
                ORDER BY made_at DESC, id LIMIT \(count)
            )
            """)
    }

    func deleteSubscription(_ id: String) throws {
        try run("DELETE FROM push_subscription WHERE id = \(id)")
    }

    /// Forgets a browser as it was found; one that was taken on anew meanwhile stays.
    func forget(_ browser: Browser) throws {
        try run(
            "DELETE FROM push_subscription WHERE id = \(browser.id) AND session = \(browser.session)")
    }
}
