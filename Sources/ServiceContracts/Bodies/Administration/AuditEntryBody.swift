public import Domain

/// A row of the audit trail.
public struct AuditEntryBody: Body {
    /// Which service wrote it.
    public let service: String
    /// Position; grows.
    public let id: Int
    /// When.
    public let at: Instant
    /// An account's id, or the command line's user.
    public let caller: String
    /// In which role.
    public let role: String
    /// What was done or seen.
    public let action: String
    /// An id.
    public let subject: String
    /// More facts.
    public let detail: String?

    /// A row.
    public init(
        service: String, id: Int, at: Instant, caller: String, role: String, action: String, subject: String,
        detail: String?
    ) {
        self.service = service
        self.id = id
        self.at = at
        self.caller = caller
        self.role = role
        self.action = action
        self.subject = subject
        self.detail = detail
    }

    /// Somebody booked.
    public static var example: Self {
        Self(
            service: "scheduling", id: 1, at: .sample, caller: "a7kq2m", role: "patient",
            action: "appointmentBooked", subject: "k3m9", detail: nil)
    }
}
