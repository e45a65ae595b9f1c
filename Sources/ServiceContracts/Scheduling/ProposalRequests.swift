public import Domain

/// What scheduling does for services that plan: it begins plans for the live book.
public protocol ProposalRequests: Sendable {
    /// Begins a plan; nothing is applied until somebody decides.
    ///
    /// - Throws: What scheduling refuses, such as a practitioner that the live clinic does not have.
    func propose(_ request: ProposalRequest) async throws -> ProposalBody
}

/// A plan that another service asks for.
public struct ProposalRequest: Sendable, Codable {
    /// Whole local days on which somebody would be away.
    public struct DaysAway: Sendable, Codable {
        /// Who.
        public let practitioner: Practitioner.ID
        /// First day.
        public let from: LocalDate
        /// Last day, inclusive.
        public let to: LocalDate

        /// Days away.
        public init(practitioner: Practitioner.ID, from: LocalDate, to: LocalDate) {
            self.practitioner = practitioner
            self.from = from
            self.to = to
        }
    }

    /// What for.
    public enum Purpose: Sendable, Codable {
        /// Places for those whom absences would displace; applying the plan records the absences.
        case absences([DaysAway], reason: String)
        /// Load that is spread over local days, both inclusive.
        case spread(from: LocalDate, to: LocalDate)
    }

    /// What for.
    public let purpose: Purpose
    /// Whether others may move to make room.
    public let movesOthers: Bool
    /// Nobody who comes within so many hours is moved.
    public let freezeHours: Int
    /// Overtime that a plan may use, in minutes a day.
    public let overtimeMinutes: Int

    /// A request.
    public init(
        _ purpose: Purpose, movesOthers: Bool = false, freezeHours: Int = 48, overtimeMinutes: Int = 0
    ) {
        self.purpose = purpose
        self.movesOthers = movesOthers
        self.freezeHours = freezeHours
        self.overtimeMinutes = overtimeMinutes
    }
}
