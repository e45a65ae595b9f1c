public import Domain

/// ``Messenger`` and ``ReminderFacts`` on the wire.
public enum MessengerCalls {
    static let service = "notifications"
    /// ``Messenger/send(_:)``.
    public static let send = ContractCall<OutgoingMessage, Nothing>(service, "send")
    /// ``ReminderFacts/reminded(_:)``.
    public static let reminded = ContractCall<[Appointment.ID: Instant], [Appointment.ID: Bool]>(
        service, "reminded", within: 30)
}
