import Book
import Domain
import Rebalancing
import ServiceContracts
import Storage

/// What happens to the book and to plans in the making.
struct BookNewsFeed: BookFeed {
    let scheduling: Scheduling

    func last() async throws -> Int { try await scheduling.database.read { try $0.lastEvent() } }

    func events(after position: Int, limit: Int) async throws -> BookNews {
        try await scheduling.database.read { transaction in
            // A plan that a newer program asked for, and this one cannot read, must not keep bookings from being told.
            let plans = (try? PlanJobs.recent(transaction)) ?? []
            return BookNews(
                events: try transaction.events(after: position, limit: limit).map(BookNews.Event.init),
                plans: plans.compactMap(BookNews.Plan.init))
        }
    }

    func news() -> AsyncStream<Void> { scheduling.database.changes() }
}

extension BookNews.Event {
    fileprivate init(_ event: Outbox.Event) {
        self.init(
            id: event.id, name: event.name, subject: event.subject, version: event.version, at: event.at,
            audience: event.audience)
    }
}

extension BookNews.Plan {
    /// `nil` for one that has nothing to tell yet.
    fileprivate init?(_ job: PlanJob) {
        guard let last = job.progress.last else { return nil }
        self.init(
            id: job.id.rawValue, seconds: last.seconds, cost: last.cost, bound: last.bound,
            isOver: job.isOver)
    }
}
