public import Domain

/// A browser that is to show a patient's messages, as it describes itself (Push API of the W3C).
public struct NewPushSubscription: Body {
    /// Whose messages.
    public let patient: Patient.ID
    /// Where messages for it are posted: `https://…` at a push service that the clinic knows.
    public let endpoint: Text<Bounds.Endpoint>
    /// Its P-256 key, 65 bytes in base64url.
    public let p256dh: Text<Bounds.Token>
    /// Its secret, 16 bytes in base64url.
    public let auth: Text<Bounds.Token>
    /// The caller's other browser whose place it takes, because its maker moved it; absent for a new one.
    public let replaces: Identifier<PushSubscriptionBody>?

    /// A browser.
    public init(
        patient: Patient.ID, endpoint: Text<Bounds.Endpoint>, p256dh: Text<Bounds.Token>,
        auth: Text<Bounds.Token>, replaces: Identifier<PushSubscriptionBody>? = nil
    ) {
        self.patient = patient
        self.endpoint = endpoint
        self.p256dh = p256dh
        self.auth = auth
        self.replaces = replaces
    }

    /// The one of RFC 8291, appendix A.
    public static var example: Self {
        Self(
            patient: .sample, endpoint: Text(stored: "https://fcm.googleapis.com/fcm/send/k3m9x7qa2tzpd"),
            p256dh: Text(
                stored:
                    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
            auth: Text(stored: "BTBZMqHH6r4Tts7J_aSIgg"))
    }
}
