public import Logging
public import Storage

/// Looks whether a service's store can be written.
public struct StoreTrouble: Sendable {
    private let service: String
    private let said: String
    private let store: any Database
    private let logger: Logger

    /// A look at the store of a service.
    ///
    /// - Parameters:
    ///   - service: How `--target` names it.
    ///   - store: Its own.
    ///   - said: What is told of trouble: who may see no more than that it does not work is not told where the store is.
    ///   - logger: Where the rest is told.
    public init(of service: String, _ store: any Database, saying said: String, logger: Logger) {
        self.service = service
        self.said = said
        self.store = store
        self.logger = logger
    }

    /// What is said if the store cannot be written, or what else the service needs (`others`) fails; `nil` if all is well.
    public func callAsFunction(_ others: () async throws -> Void = {}) async -> String? {
        do {
            try await others()
            try await store.requireWritable()
            return nil
        } catch {
            logger.error("not ready", metadata: ["service": "\(service)", "why": "\(error)"])
            return said
        }
    }
}
