public import Domain
public import ServiceContracts

/// What takes messages to people, in another process.
public struct RemoteMessenger: Messenger, ReminderFacts {
    private let line: ServiceLine

    /// Hands over by `line`.
    public init(_ line: ServiceLine) { self.line = line }

    /// See ``ServiceContracts/Messenger``.
    public func send(_ message: OutgoingMessage) async throws {
        _ = try await line.ask(MessengerCalls.send, message)
    }

    /// See ``ServiceContracts/ReminderFacts``.
    public func reminded(_ starts: [Appointment.ID: Instant]) async throws -> [Appointment.ID: Bool] {
        try await line.ask(MessengerCalls.reminded, starts)
    }
}
