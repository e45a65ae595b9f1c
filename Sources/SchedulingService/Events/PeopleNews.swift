public import Directory
public import Logging
public import ServiceLifecycle

/// Takes news of people: at once when told that there is some, and now and then in case nobody told.
public struct PeopleNews: Service {
    private let follow: FollowPeople
    private let logger: Logger

    private static let secondsBetweenLooks = 10

    /// Takes them by `follow`; what cannot be taken is logged and tried again.
    public init(_ follow: FollowPeople, logger: Logger) {
        self.follow = follow
        self.logger = logger
    }

    /// Takes all that there is.
    public func take() async {
        do {
            try await follow()
        } catch {
            logger.error("news of people cannot be taken", metadata: ["error": "\(type(of: error))"])
        }
    }

    /// Looks for news until the process is told to stop.
    ///
    /// - Throws: `CancellationError` when it is ended.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(Self.secondsBetweenLooks))) != nil { await take() }
        }
    }
}
