/// A key for an authenticator app; it counts once a code of it was confirmed.
public struct AuthenticatorBody: Body {
    /// In base 32, to be typed.
    public let secret: String
    /// To be shown as a picture.
    public let uri: String

    /// A key.
    public init(secret: String, uri: String) {
        self.secret = secret
        self.uri = uri
    }

    /// An example.
    public static var example: Self {
        Self(
            secret: "JBSWY3DPEHPK3PXP", uri: "otpauth://totp/Slotwise:ada@example.org?secret=JBSWY3DPEHPK3PXP"
        )
    }
}
