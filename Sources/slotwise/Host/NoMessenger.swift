import ServiceContracts

/// Where no service takes messages: they wait where they were posted, until a server carries them.
struct NoMessenger: Messenger {
    struct NobodyTakesIt: Error {}

    func send(_ message: OutgoingMessage) async throws { throw NobodyTakesIt() }
}
