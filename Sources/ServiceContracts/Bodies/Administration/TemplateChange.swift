public import Domain

/// What messages of a template are to say.
public struct TemplateChange: Body {
    /// What they are about, with fields; absent for text messages.
    public let subject: Line?
    /// What they say, with fields; absent on a lock screen for its usual words.
    public let text: Prose<Bounds.Message>?

    /// Words.
    public init(subject: Line?, text: Prose<Bounds.Message>?) {
        self.subject = subject
        self.text = text
    }

    /// A short one.
    public static var example: Self {
        Self(subject: Line(stored: "Your appointment on {{when}}"), text: Prose("We expect you: {{when}}."))
    }
}

/// How a message would read, with values of nobody.
public struct TemplatePreviewBody: Body {
    /// What it would be about; absent for text messages.
    public let subject: String?
    /// What it would say.
    public let text: String

    /// A message.
    public init(subject: String?, text: String) {
        self.subject = subject
        self.text = text
    }

    /// A short one.
    public static var example: Self {
        Self(
            subject: "Your appointment on Mon 8 Mar 2027, 09:00",
            text: "We expect you: Mon 8 Mar 2027, 09:00.")
    }
}

/// What a template said since a change of it.
public struct TemplateVersionBody: Body {
    /// Grows with every change.
    public let version: Int
    /// What it was about; absent for text messages, and where the usual words were taken up again.
    public let subject: String?
    /// What it said; absent where the usual words were taken up again.
    public let text: String?
    /// When it was changed.
    public let at: Instant
    /// By which account.
    public let by: String

    /// A version.
    public init(version: Int, subject: String?, text: String?, at: Instant, by: String) {
        self.version = version
        self.subject = subject
        self.text = text
        self.at = at
        self.by = by
    }

    /// The first.
    public static var example: Self {
        Self(version: 1, subject: "Your appointment", text: "We expect you.", at: .sample, by: "k3m9")
    }
}

/// Who writes: what stands in messages as the clinic's.
public struct ClinicCardBody: Body, Hashable {
    /// What people call the clinic.
    public let name: Line?
    /// Where it is.
    public let address: Line?
    /// Where it is called.
    public let phone: PhoneNumber?
    /// Where answers to mails go; absent for where they come from.
    public let replyTo: EmailAddress?

    /// A card.
    public init(
        name: Line? = nil, address: Line? = nil, phone: PhoneNumber? = nil, replyTo: EmailAddress? = nil
    ) {
        self.name = name
        self.address = address
        self.phone = phone
        self.replyTo = replyTo
    }

    /// A practice.
    public static var example: Self {
        Self(
            name: Line(stored: "Practice at the Park"), address: Line(stored: "Park Lane 1"), phone: .sample,
            replyTo: .sample)
    }
}
