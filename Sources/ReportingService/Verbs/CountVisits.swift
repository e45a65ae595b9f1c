import Availability
import Domain
import Reports
import ServiceContracts
import ServiceLifecycle
import Storage

/// Keeps the rows that reports sum: each appointment as it is now, from where the book's feed was left off.
///
/// *Rule.* A row is made of its appointment alone, whenever that is read; what all rows have from the clinic (zones, prices, who works
/// where) is read again when the clinic changes. *Why.* Then rows that were kept up to date and rows that are made from scratch are
/// the same. *If broken.* A figure depends on when somebody looked.
struct CountVisits {
    private let reporting: Reporting

    static let feed = "scheduling"
    private static let page = 2_000
    /// How far the rows were read again since the clinic changed; absent when all were.
    private static let refreshed = "refreshed-until"
    private static let clinicChanged = "clinicChanged"

    init(_ reporting: Reporting) { self.reporting = reporting }

    private struct Page: Sendable {
        let ids: Set<Appointment.ID>
        let visits: [CountedVisit]
        let hasChangedClinic: Bool
    }

    /// Takes all that there is; told to stop, nothing more.
    ///
    /// - Throws: What the book or the service's store throws.
    func callAsFunction() async throws {
        try await reporting.database.follow(Self.feed, next: page(after:)) { transaction, page in
            try transaction.count(page.visits, instead: page.ids)
            if page.hasChangedClinic { try transaction.keep(Self.refreshed, "") }
        }
        try await refresh()
    }

    /// Forgets all rows and counts the book from the beginning.
    ///
    /// - Throws: As above.
    func again() async throws {
        try await reporting.database.write { transaction in
            try transaction.forgetVisits()
            try transaction.keep(Self.refreshed, nil)
            try transaction.advance(Self.feed, to: 0)
        }
        try await self()
    }

    private func page(after position: Int) async throws -> (page: Page, position: Int)? {
        let events = try await reporting.feed.events(after: position, limit: Self.page).events
        guard let last = events.last, !Task.isShuttingDownGracefully else { return nil }
        let ids = Set(events.filter { $0.name.hasPrefix("appointment") }.map { Appointment.ID($0.subject) })
        let page = Page(
            ids: ids, visits: try await counted(ids),
            hasChangedClinic: events.contains { $0.name == Self.clinicChanged })
        return (page, last.id)
    }

    /// Reads rows again that were made before the clinic changed.
    private func refresh() async throws {
        while let last = try await reporting.database.read({ try $0.setting(Self.refreshed) }) {
            guard !Task.isShuttingDownGracefully else { return }
            let ids = try await reporting.database.read {
                try $0.countedVisits(after: last.isEmpty ? nil : Appointment.ID(last), limit: Self.page)
            }
            let visits = try await counted(Set(ids))
            try await reporting.database.write { transaction in
                // Another instance may have read further, or the clinic changed once more.
                guard try transaction.setting(Self.refreshed) == last else { return }
                try transaction.count(visits, instead: Set(ids))
                try transaction.keep(Self.refreshed, ids.last?.rawValue)
            }
        }
    }

    private func counted(_ ids: Set<Appointment.ID>) async throws -> [CountedVisit] {
        guard !ids.isEmpty else { return [] }
        let facts = try await reporting.facts.facts(ids)
        let zones = try Dictionary(
            Set(facts.map(\.zone)).map { ($0, try reporting.zones.rules(for: $0)) }
        ) { first, _ in first }
        return facts.compactMap { fact in
            zones[fact.zone].flatMap { ReportRow(.init(fact), in: $0) }.map {
                CountedVisit(fact: fact, row: $0)
            }
        }
    }
}

extension ReportRow.Facts {
    fileprivate init(_ fact: VisitFact) {
        self.init(
            status: fact.status, range: fact.range, bookedAt: fact.bookedAt, bookedBy: fact.bookedBy,
            steppedBy: fact.step?.by, reason: fact.step?.reason, wasMovedByPlan: fact.wasMovedByPlan,
            priceCents: fact.priceCents)
    }
}
