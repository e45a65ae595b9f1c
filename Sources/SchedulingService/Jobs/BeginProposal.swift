import Storage
import Availability
public import Book
import Domain
import Planning
public import Rebalancing
public import ServiceContracts

/// Begins plans that another service asks for.
public struct BeginProposal: ProposalRequests {
    private let scheduling: Scheduling
    private let jobs: PlanJobs

    /// Plans for the book of `scheduling`, in the queue of `jobs`.
    public init(_ scheduling: Scheduling, jobs: PlanJobs) {
        self.scheduling = scheduling
        self.jobs = jobs
    }

    private static let seconds = 10.0

    /// See ``ServiceContracts/ProposalRequests``.
    public func propose(_ request: ProposalRequest) async throws -> ProposalBody {
        let options = PlanOptions(
            movesOthers: request.movesOthers, freezeHours: request.freezeHours,
            overtimeMinutes: request.overtimeMinutes)
        let id = try await jobs.submit(
            try await purpose(of: request), options: options, limits: PlanLimits(seconds: Self.seconds))
        return ProposalBody(try await jobs.job(id))
    }

    private func purpose(of request: ProposalRequest) async throws -> PlanPurpose {
        switch request.purpose {
        case .spread(let from, let to): return .rebalance(from: from, to: to)
        case .absences(let days, let reason):
            let context = try await scheduling.clinic()
            return .suppose(
                try days.map { away in
                    let zone = context.zone(of: try context.practitioner(away.practitioner).location)
                    guard let first = zone.day(away.from), let last = zone.day(away.to) else {
                        throw BookingError.ruleBroken(
                            .absenceRange,
                            explanation: "\(away.from) or \(away.to) is skipped in \(zone.name)")
                    }
                    let absence = Absence(
                        id: Absence.ID(scheduling.ids.next()), practitioner: away.practitioner,
                        range: TimeRange(start: first.start, end: last.end), reason: reason)
                    try absence.requireSense(in: context)
                    return absence
                })
        }
    }
}
