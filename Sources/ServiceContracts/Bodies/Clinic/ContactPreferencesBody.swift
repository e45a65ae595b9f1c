public import Domain

/// How a patient wants to hear from the clinic.
public struct ContactPreferencesBody: Body {
    /// Ways to be told.
    public enum Channel: String, CaseIterable, Described {
        case email, sms, push
    }

    /// Which may be used.
    public let channels: [Channel]
    /// Nothing is sent inside these hours of the location's wall clock; absent for none.
    public let quietHours: LocalTimeRange?
    /// BCP 47 tag such as `en` or `de`.
    public let language: Text<Bounds.LanguageTag>

    /// Choices.
    public init(channels: [Channel], quietHours: LocalTimeRange?, language: Text<Bounds.LanguageTag>) {
        self.channels = channels
        self.quietHours = quietHours
        self.language = language
    }

    /// What holds until somebody chooses: by e-mail, in English.
    public static var usual: Self {
        Self(channels: [.email], quietHours: nil, language: Text(stored: "en"))
    }

    /// By e-mail, in English.
    public static var example: Self { usual }
}
