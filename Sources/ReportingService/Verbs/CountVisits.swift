import Availability
import Domain
import Reports
import ServiceContracts
import ServiceLifecycle
import Storage

/// Keeps the rows that reports sum: each appointment as it is now, from where the book's feed was left off, and visits of before.
///
/// *Rule.* A row is made of its appointment alone, whenever that is read; what all rows have from the clinic (zones, prices, who works
/// where) is read again when the clinic changes, and how old a patient is when their record does. *Why.* Then rows that were kept up to date and rows that are made from scratch are
/// the same. *If broken.* A figure depends on when somebody looked.
struct CountVisits {
    private let reporting: Reporting

    static let feed = "scheduling"
    private static let people = "users"
    private static let page = 2_000
    /// What rows were last made with, of the clinic.
    private static let basis = "basis"
    /// How far the rows were read again since that changed, with how often it has; absent when all were.
    private static let refreshed = "refreshed-until"
    private static let changes = "basis-changes"
    private static let clinicChanged = "clinicChanged"
    private static let pastVisitImported = "pastVisitImported"

    init(_ reporting: Reporting) { self.reporting = reporting }

    private struct Page: Sendable {
        let ids: Set<String>
        let visits: [CountedVisit]
        /// What rows are made with since this page; `nil` if the clinic did not change in it.
        let basis: String?
    }

    /// Takes all that there is; told to stop, nothing more.
    ///
    /// Between pages of rows that are read again it hears what happened since.
    ///
    /// - Throws: What the book or the service's store throws.
    func callAsFunction() async throws {
        try await reporting.database.follow(Self.people, next: agedPage(after:)) { transaction, visits in
            try transaction.renew(visits)
        }
        try await begin()
        repeat {
            try await reporting.database.follow(Self.feed, next: page(after:)) { transaction, page in
                try transaction.count(page.visits, instead: page.ids)
                try note(page.basis, transaction)
            }
        } while try await refreshPage()
    }

    /// Notes what the first rows are made with, so that the clinic's past changes make nobody read them twice.
    private func begin() async throws {
        guard try await reporting.database.read({ try $0.setting(Self.basis) }) == nil else { return }
        let basis = try await reporting.facts.basis()
        try await reporting.database.write { transaction in
            guard try transaction.setting(Self.basis) == nil else { return }
            try transaction.keep(Self.basis, basis)
        }
    }

    private func note(_ basis: String?, _ transaction: any Transaction) throws {
        guard let basis, try transaction.setting(Self.basis) != basis else { return }
        let changes = (try transaction.setting(Self.changes).flatMap { Int($0) } ?? 0) + 1
        try transaction.keep(Self.basis, basis)
        try transaction.keep(Self.changes, "\(changes)")
        try transaction.keep(Self.refreshed, "\(changes)/")
    }

    /// Forgets all rows and counts the book from the beginning.
    ///
    /// - Throws: As above.
    func again() async throws {
        try await reporting.database.write { transaction in
            try transaction.forgetVisits()
            for name in [Self.refreshed, Self.basis] { try transaction.keep(name, nil) }
            try transaction.advance(Self.feed, to: 0)
        }
        try await self()
    }

    private func page(after position: Int) async throws -> (page: Page, position: Int)? {
        let events = try await reporting.feed.events(after: position, limit: Self.page).events
        guard let last = events.last, !Task.isShuttingDownGracefully else { return nil }
        let ids = Set(events.compactMap(Self.subject))
        let hasChanged = events.contains { $0.name == Self.clinicChanged }
        // Read before the facts: what changes in between is in a later page.
        let basis = hasChanged ? try await reporting.facts.basis() : nil
        return (Page(ids: ids, visits: try await counted(ids), basis: basis), last.id)
    }

    /// What an event is of, as it is counted; `nil` for what nobody counts.
    private static func subject(_ event: BookNews.Event) -> String? {
        if event.name == pastVisitImported { return CountedVisit.past + event.subject }
        return event.name.hasPrefix("appointment") ? event.subject : nil
    }

    /// Rows of patients whose record changed, as they are with it.
    private func agedPage(after position: Int) async throws -> (page: [CountedVisit], position: Int)? {
        let changes = try await reporting.people.changes(after: position, limit: Self.page)
        guard changes.position > position, !Task.isShuttingDownGracefully else { return nil }
        let patients = Set(changes.changed.map(\.patient.id))
        let ids = try await reporting.database.read { try $0.countedVisits(of: patients) }
        return (try await counted(ids), changes.position)
    }

    /// Reads a page of rows again that were made with another clinic.
    ///
    /// - Returns: Whether there may be another.
    private func refreshPage() async throws -> Bool {
        guard let place = try await reporting.database.read({ try $0.setting(Self.refreshed) }),
            let slash = place.firstIndex(of: "/"), !Task.isShuttingDownGracefully
        else { return false }
        let (change, last) = (place[..<slash], String(place[place.index(after: slash)...]))
        let ids = try await reporting.database.read {
            try $0.countedVisits(after: last, limit: Self.page)
        }
        let visits = try await counted(Set(ids))
        try await reporting.database.write { transaction in
            // Another instance may have read further, or the clinic changed once more.
            guard try transaction.setting(Self.refreshed) == place else { return }
            try transaction.renew(visits)
            try transaction.keep(Self.refreshed, ids.last.map { "\(change)/\($0)" })
        }
        return true
    }

    private func counted(_ ids: Set<String>) async throws -> [CountedVisit] {
        let past = ids.filter { $0.hasPrefix(CountedVisit.past) }
        let visits = try await booked(Set(ids.subtracting(past).map { Appointment.ID($0) }))
        guard !past.isEmpty else { return visits }
        let before = Set(past.map { PastVisit.ID(String($0.dropFirst(CountedVisit.past.count))) })
        return visits + (try await reporting.facts.pastVisits(before).map(CountedVisit.init))
    }

    private func booked(_ ids: Set<Appointment.ID>) async throws -> [CountedVisit] {
        guard !ids.isEmpty else { return [] }
        let facts = try await reporting.facts.facts(ids)
        async let births = reporting.people.birthDates(Set(facts.map(\.patient)))
        async let reminded = reporting.reminders.reminded(Set(facts.filter(\.wasDue).map(\.id)))
        let (birthDates, wereReminded) = try await (births, reminded)
        let zones = try Dictionary(
            Set(facts.map(\.zone)).map { ($0, try reporting.zones.rules(for: $0)) }
        ) { first, _ in first }
        return facts.compactMap { fact in
            let row = zones[fact.zone].flatMap {
                ReportRow(
                    .init(
                        fact, birthDate: birthDates[fact.patient],
                        wasReminded: wereReminded.contains(fact.id)), in: $0)
            }
            return row.map { CountedVisit(fact, $0) }
        }
    }
}

extension Transaction {
    /// Counts again what is counted already, as it was read: what was heard meanwhile is newer, and what counts no longer does not come back.
    fileprivate func renew(_ visits: [CountedVisit]) throws {
        let known = try versions(of: Set(visits.map(\.id)))
        let still = visits.filter { visit in known[visit.id].map { $0 <= visit.version } ?? false }
        try count(still, instead: Set(still.map(\.id)))
    }
}

extension VisitFact {
    /// Whether it is known who came.
    fileprivate var wasDue: Bool { status == .fulfilled || status == .noshow }
}

extension ReportRow.Facts {
    fileprivate init(_ fact: VisitFact, birthDate: LocalDate?, wasReminded: Bool) {
        self.init(
            status: fact.status, range: fact.range, bookedAt: fact.bookedAt, bookedBy: fact.bookedBy,
            steppedBy: fact.step?.by, reason: fact.step?.reason, wasMovedByPlan: fact.wasMovedByPlan,
            priceCents: fact.priceCents, birthDate: birthDate, wasReminded: wasReminded)
    }
}
