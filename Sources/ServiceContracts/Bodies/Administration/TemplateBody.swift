public import Domain

/// What messages say of an event, by one way and in one language.
public struct TemplateBody: Body {
    /// What is told.
    public enum Event: String, CaseIterable, Described {
        case booked, moved, replaced, cancelled, soon, offered, offeredInstead
    }

    /// Such as `booked.email.en`.
    public let id: Identifier<TemplateBody>
    /// What is told.
    public let event: Event
    /// By which way.
    public let channel: ContactPreferencesBody.Channel
    /// In which language; a tag such as `en`.
    public let language: Text<Bounds.LanguageTag>
    /// What it is about; absent for text messages.
    public let subject: String?
    /// What it says, with fields as `{{when}}` and sections as `{{#phone}}…{{/phone}}`; empty for the usual words of a lock screen.
    public let text: String
    /// Whether the clinic wrote it.
    public let isOwn: Bool
    /// Fields that it may have.
    public let fields: [String]

    /// A template.
    public init(
        id: Identifier<TemplateBody>, event: Event, channel: ContactPreferencesBody.Channel,
        language: Text<Bounds.LanguageTag>, subject: String?, text: String, isOwn: Bool, fields: [String]
    ) {
        self.id = id
        self.event = event
        self.channel = channel
        self.language = language
        self.subject = subject
        self.text = text
        self.isOwn = isOwn
        self.fields = fields
    }

    /// Of a booking, by mail.
    public static var example: Self {
        Self(
            id: "booked.email.en", event: .booked, channel: .email, language: Text(stored: "en"),
            subject: "Your appointment on {{when}}", text: "We expect you: {{when}}, with {{who}}.",
            isOwn: true, fields: ["when", "who"])
    }
}
