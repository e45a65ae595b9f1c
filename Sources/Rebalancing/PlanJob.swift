public import Book
public import Domain

/// A plan that is being made, or was.
public struct PlanJob: Sendable, Hashable {
    /// Typed id.
    public typealias ID = Identifier<PlanJob>

    /// Where it stands.
    public enum State: Sendable, Hashable, Codable {
        /// Others are before it.
        case waiting
        /// The search runs.
        case solving
        /// The proposal is stored; a search that was cancelled leaves its best plan here too.
        case ready(Proposal.ID)
        /// There is no proposal, and why.
        case failed(String)
        /// Cancelled before there was any plan.
        case cancelled
    }

    /// What was known at some time of the search.
    public struct Progress: Sendable, Hashable, Codable {
        /// Seconds since the search began.
        public let seconds: Double
        /// Points of the best plan so far; `nil` if there is none yet.
        public let cost: Int?
        /// No plan costs less; proved.
        public let bound: Int
    }

    /// Identity.
    public let id: ID
    /// What is planned.
    public let purpose: PlanPurpose
    /// How.
    public let options: PlanOptions
    /// When the search ends.
    public let limits: PlanLimits
    /// Where it stands.
    public let state: State
    /// How the best plan and the bound came closer.
    public let progress: [Progress]

    /// Whether nothing more will happen to it.
    public var isOver: Bool {
        switch state {
        case .waiting, .solving: false
        case .ready, .failed, .cancelled: true
        }
    }
}

/// Why a job was not taken.
public enum PlanJobError: Error, Sendable, Equatable, CustomStringConvertible {
    /// So many wait already.
    case queueFull(waiting: Int)
    /// There is no such job.
    case unknown(PlanJob.ID)

    /// The fact and the next step.
    public var description: String {
        switch self {
        case .queueFull(let waiting): "\(waiting) plans are waiting already; try again in a minute"
        case .unknown(let id): "there is no plan in the making with the id \(id)"
        }
    }
}
