/// What a link in a message ended.
public struct OptOutBody: Body {
    /// By which way nothing comes any more.
    public let channel: ContactPreferencesBody.Channel

    /// A way.
    public init(channel: ContactPreferencesBody.Channel) { self.channel = channel }

    /// Mail.
    public static var example: Self { Self(channel: .email) }
}
