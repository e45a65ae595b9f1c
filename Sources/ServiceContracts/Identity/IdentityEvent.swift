/// What the accounts' feed tells of: whoever keeps something about tokens forgets it within a second.
public enum IdentityEvent: String, Sendable, Codable, CaseIterable {
    /// The subject is a session: its tokens are refused.
    case sessionEnded
    /// The subject is an account: tokens of generations before the event's version are refused.
    case rightsChanged
    /// The subject is an account: its address is confirmed, whatever its tokens say.
    case addressConfirmed
}
