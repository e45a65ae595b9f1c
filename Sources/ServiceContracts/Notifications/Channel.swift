/// A way by which messages reach people.
public protocol Channel: Sendable {
    /// Hands a message over; the same id again is the same message.
    ///
    /// - Throws: ``ChannelRefusal`` if it never will be taken; anything else is what keeps it from being taken now, and it is tried again.
    func deliver(_ message: OutgoingMessage) async throws
}
