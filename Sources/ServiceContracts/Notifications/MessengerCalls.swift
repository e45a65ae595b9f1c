public import Domain

/// ``Messenger`` on the wire.
public enum MessengerCalls {
    /// Of whose browsers something ends.
    public struct Ended: Sendable, Codable {
        /// Of whom; `nil` for everybody.
        public let account: String?
        /// Of what; `nil` for everything.
        public let patient: Patient.ID?

        /// What ends.
        public init(of account: String?, to patient: Patient.ID?) {
            self.account = account
            self.patient = patient
        }
    }

    /// ``Messenger/send(_:)``.
    public static let send = ContractCall<OutgoingMessage, Nothing>("notifications", "send")
    /// ``Messenger/endSubscriptions(of:to:)``.
    public static let endSubscriptions = ContractCall<Ended, Nothing>("notifications", "end-subscriptions")
}
