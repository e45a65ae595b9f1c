/// Whose doing something in the book was.
public enum Side: String, Sendable, Hashable, CaseIterable, Codable {
    /// The patient's, or theirs who act for them, with an account or a link.
    case patient
    /// The clinic's.
    case clinic

    /// The side of whoever did it.
    public init(of caller: Caller) { self = caller.role == .patient ? .patient : .clinic }
}
