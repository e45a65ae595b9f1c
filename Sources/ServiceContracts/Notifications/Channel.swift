/// A way by which messages reach people.
public protocol Channel: Sendable {
    /// Hands a message over; the same id again is the same message.
    ///
    /// - Throws: What keeps it from being taken; it is tried again.
    func deliver(_ message: OutgoingMessage) async throws
}
