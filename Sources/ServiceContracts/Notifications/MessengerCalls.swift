/// ``Messenger`` on the wire.
public enum MessengerCalls {
    /// ``Messenger/send(_:)``.
    public static let send = ContractCall<OutgoingMessage, Nothing>("notifications", "send")
}
