/// A key for an authenticator app; it counts once a code of it was confirmed.
public struct AuthenticatorBody: Body {
    /// In base 32, to be typed.
    public let secret: String
    /// To be shown as a picture.
    public let uri: String
    /// Each signs in once instead of a code, when the app is lost; shown now and never again.
    public let recoveryCodes: [String]

    /// A key.
    public init(secret: String, uri: String, recoveryCodes: [String]) {
        self.secret = secret
        self.uri = uri
        self.recoveryCodes = recoveryCodes
    }

    /// An example.
    public static var example: Self {
        Self(
            secret: "JBSWY3DPEHPK3PXP",
            uri: "otpauth://totp/Slotwise:ada@example.org?secret=JBSWY3DPEHPK3PXP",
            recoveryCodes: ["k3m9x-7qa2t"])
    }
}
