public import Logging
public import ServiceLifecycle

/// Does something once an hour until the process is told to stop; what fails is done an hour later.
public struct Hourly: Service {
    private let failure: String
    private let beginsAtOnce: Bool
    private let logger: Logger
    private let work: @Sendable () async throws -> Void

    private static let pause = Duration.seconds(3_600)

    /// Upkeep.
    ///
    /// - Parameters:
    ///   - failure: What is told of one, such as `old events cannot be forgotten`.
    ///   - beginsAtOnce: Whether the first time is now, and not in an hour.
    ///   - logger: Where failures are told.
    ///   - work: What is done.
    public init(
        _ failure: String, beginsAtOnce: Bool = true, logger: Logger,
        work: @escaping @Sendable () async throws -> Void
    ) {
        self.failure = failure
        self.beginsAtOnce = beginsAtOnce
        self.logger = logger
        self.work = work
    }

    /// Goes on until the process is told to stop.
    public func run() async {
        await cancelWhenGracefulShutdown {
            if beginsAtOnce { await perform() }
            while (try? await Task.sleep(for: Self.pause)) != nil { await perform() }
        }
    }

    private func perform() async {
        do {
            try await work()
        } catch is CancellationError {
            // Told to stop; the rest is done the next time.
        } catch {
            logger.error("\(failure)", metadata: ["error": "\(type(of: error))"])
        }
    }
}
