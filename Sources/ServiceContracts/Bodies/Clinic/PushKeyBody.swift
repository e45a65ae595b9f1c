public import Domain

/// Of whom a browser takes messages.
public struct PushKeyBody: Body {
    /// The clinic's public key, 65 bytes in base64url (RFC 8292).
    public let key: Text<Bounds.Token>

    /// A key.
    public init(key: Text<Bounds.Token>) { self.key = key }

    /// The one of RFC 8292, §2.4.
    public static var example: Self {
        Self(
            key: Text(
                stored:
                    "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs")
        )
    }
}
