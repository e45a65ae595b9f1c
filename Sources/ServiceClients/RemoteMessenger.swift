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
    public func reminded(_ appointments: Set<Appointment.ID>) async throws -> Set<Appointment.ID> {
        try await line.ask(MessengerCalls.reminded, appointments)
    }
}
