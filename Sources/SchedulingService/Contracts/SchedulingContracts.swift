public import Book
import Directory
import Platform
public import Rebalancing
public import ServiceContracts

/// What scheduling says and does for other services.
public struct SchedulingContracts: Sendable {
    /// For services that keep people and accounts.
    public let appointments: any Appointments
    /// For services that plan.
    public let proposals: any ProposalRequests
    /// For whoever tells patients of their visits.
    public let visits: any Visits
    /// For whoever counts.
    public let facts: any VisitFacts
    /// For whoever tells others what happens.
    public let feed: any BookFeed
    /// For whoever works on a copy.
    public let live: any LiveBook

    /// Contracts as somebody else keeps them.
    public init(
        appointments: any Appointments, proposals: any ProposalRequests, visits: any Visits,
        facts: any VisitFacts, feed: any BookFeed,
        live: any LiveBook
    ) {
        self.appointments = appointments
        self.proposals = proposals
        self.visits = visits
        self.facts = facts
        self.feed = feed
        self.live = live
    }

    /// Contracts that the book of `scheduling` keeps.
    ///
    /// - Parameters:
    ///   - scheduling: The book.
    ///   - jobs: The queue of plans.
    ///   - live: Copies the book.
    public init(_ scheduling: Scheduling, jobs: PlanJobs, live: any LiveBook) {
        self.init(
            appointments: BookAppointments(scheduling), proposals: BeginProposal(scheduling, jobs: jobs),
            visits: BookedVisits(scheduling: scheduling), facts: BookedFacts(scheduling: scheduling),
            feed: BookNewsFeed(scheduling: scheduling),
            live: live)
    }

    /// What other processes may ask; copies of the book are made in `scratch`.
    func routes(scratch: String) -> [ContractRoute] {
        [
            ContractRoute(SchedulingCalls.knowsPractitioner) { try await appointments.knows($0) },
            ContractRoute(SchedulingCalls.knowsLocation) { try await appointments.knows($0) },
            ContractRoute(SchedulingCalls.sees) { try await appointments.sees($0.practitioner, $0.patient) },
            ContractRoute(SchedulingCalls.away) { try await appointments.away($0) },
            ContractRoute(SchedulingCalls.forget) { try await appointments.forget($0) },
            ContractRoute(SchedulingCalls.endLinks) { links in
                try await appointments.endLinks(madeBy: links.maker, to: links.patient)
                return Nothing()
            },
            ContractRoute(SchedulingCalls.propose) { try await proposals.propose($0) },
            ContractRoute(SchedulingCalls.visits) { try await visits.visits($0) },
            ContractRoute(SchedulingCalls.offers) { try await visits.offers($0) },
            ContractRoute(SchedulingCalls.nextDays) { try await visits.nextDays(of: $0) },
            ContractRoute(SchedulingCalls.moved) { try await visits.moved(by: $0) },
            ContractRoute(SchedulingCalls.facts) { try await facts.facts($0) },
            ContractRoute(SchedulingCalls.appointmentsOf) { try await facts.appointments(of: $0) },
            ContractRoute(SchedulingCalls.pastVisits) { try await facts.pastVisits($0) },
            ContractRoute(SchedulingCalls.openDays) { try await facts.openDays($0) },
            ContractRoute(SchedulingCalls.basis) { _ in try await facts.basis() },
            ContractRoute(SchedulingCalls.names) { _ in try await facts.names() },
            ContractRoute(SchedulingCalls.last) { _ in try await feed.last() },
            ContractRoute(SchedulingCalls.events) { page in
                try await feed.events(after: page.position, limit: page.limit)
            },
            ContractRoute.news(of: SchedulingModule.name) { feed.news() },
            ContractRoute.file(
                of: SchedulingModule.name, at: InternalPath.bookCopy, named: InternalPath.bookFile,
                in: scratch
            ) {
                try await live.copy(into: $0)
            },
        ]
    }
}
