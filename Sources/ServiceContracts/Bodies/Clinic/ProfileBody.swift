public import Domain

/// How a practitioner is introduced to patients.
public struct ProfileBody: Body {
    /// Who.
    public let practitioner: Practitioner.ID
    /// Languages they speak with patients, as BCP 47 tags such as `en` or `de`, best first.
    public let languages: [Text<Bounds.LanguageTag>]
    /// In their own words; empty for none.
    public let text: Text<Bounds.About>

    /// A profile.
    public init(_ practitioner: Practitioner.ID, _ profile: ProfileChange) {
        self.practitioner = practitioner
        languages = profile.languages
        text = profile.text
    }

    /// Dr Okafor's.
    public static var example: Self { Self("p-01", .example) }
}

/// How a practitioner wants to be introduced.
public struct ProfileChange: Body {
    /// Languages they speak with patients, as BCP 47 tags such as `en` or `de`, best first.
    public let languages: [Text<Bounds.LanguageTag>]
    /// In their own words; empty for none.
    public let text: Text<Bounds.About>

    /// A profile.
    public init(languages: [Text<Bounds.LanguageTag>], text: Text<Bounds.About>) {
        self.languages = languages
        self.text = text
    }

    /// What holds until somebody says more.
    public static var empty: Self { Self(languages: [], text: Text(stored: "")) }

    /// A general practitioner's.
    public static var example: Self {
        Self(
            languages: [Text(stored: "en"), Text(stored: "de")],
            text: Text(stored: "I have looked after families here since 2009."))
    }
}
