public import Domain

/// Something that a patient is told of an appointment, and what became of it.
public struct NoticeBody: Body {
    /// What is told.
    public enum Kind: String, CaseIterable, Described {
        case confirmation, change, cancellation, reminder
    }

    /// What became of it.
    public enum State: String, CaseIterable, Described {
        case waiting, sent, suppressed, failed
    }

    /// Follows from appointment, version, kind and time before the visit.
    public let id: String
    /// Of which appointment.
    public let appointment: Appointment.ID
    /// What is told.
    public let kind: Kind
    /// By which way it went; absent before, and where it was not sent.
    public let channel: ContactPreferencesBody.Channel?
    /// The appointment's version that it tells of.
    public let version: Int
    /// How long before the visit a reminder was meant to be, in minutes; absent for news.
    public let beforeMinutes: Int?
    /// When it goes out, or should have.
    public let dueAt: Instant
    /// What became of it.
    public let state: State
    /// How often it was tried.
    public let attempts: Int
    /// When it was sent, or it was decided that it is not.
    public let endedAt: Instant?
    /// When it reached the patient; absent where nobody tells.
    public let arrivedAt: Instant?
    /// Why it was not sent, or not yet: `superseded`, `off`, `begun`, `overtaken`, `unwanted`, `unreachable`, `imported`,
    /// `undelivered` with a provider's number, or what a channel said.
    public let why: String?

    /// A notice.
    public init(
        id: String, appointment: Appointment.ID, kind: Kind, channel: ContactPreferencesBody.Channel?,
        version: Int, beforeMinutes: Int?,
        dueAt: Instant, state: State, attempts: Int, endedAt: Instant?,
        arrivedAt: Instant?, why: String?
    ) {
        self.id = id
        self.appointment = appointment
        self.kind = kind
        self.channel = channel
        self.version = version
        self.beforeMinutes = beforeMinutes
        self.dueAt = dueAt
        self.state = state
        self.attempts = attempts
        self.endedAt = endedAt
        self.arrivedAt = arrivedAt
        self.why = why
    }

    /// A reminder that went out.
    public static var example: Self {
        Self(
            id: "3f1c9ab27f3a40d2b1e8c05d4a6f7e90", appointment: .sample, kind: .reminder, channel: .email,
            version: 1,
            beforeMinutes: 1_440, dueAt: .sample, state: .sent, attempts: 1, endedAt: .sample,
            arrivedAt: nil, why: nil)
    }
}
