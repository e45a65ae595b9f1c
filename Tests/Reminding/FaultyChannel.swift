import ServiceContracts

/// A planted fault before a way out.
struct FaultyChannel: Channel {
    /// What is wrong with it.
    enum Fault: String {
        /// It answers before it delivers, as if a message were marked before it was sent.
        case hasty
        /// It delivers all of it twice.
        case twice
    }

    let base: any Channel
    let fault: Fault

    func deliver(_ message: OutgoingMessage) async throws {
        switch fault {
        case .twice:
            try await base.deliver(message)
            try await base.deliver(message)
        case .hasty:
            Task {
                try await Task.sleep(for: .milliseconds(50))
                try await base.deliver(message)
            }
        }
    }
}
