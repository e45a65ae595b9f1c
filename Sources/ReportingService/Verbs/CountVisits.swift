import Availability
import Domain
import Reports
import ServiceContracts
import ServiceLifecycle
import Storage

/// Keeps the rows that reports sum: appointments as they are now, and visits of before.
///
/// *Rule.* A row is made of what stands when it is made: of the appointment, of its patient's record, of the
/// clinic. It is made again when one of them changes, and by nothing older than what it was made of. *Why.* Then
/// rows that were kept up to date and rows that are made from scratch are the same. *If broken.* A figure depends
/// on when somebody looked.
struct CountVisits {
    private let reporting: Reporting

    static let feed = "scheduling"
    private static let people = "users"
    /// Many at a time: the pages of the index of ids that a transaction touches are written once.
    private static let page = 8_000
    private static let peopleAtOnce = 500
    /// What is asked of the book at a time.
    private static let idsAtOnce = 2_000
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
        /// How far the people's feed was heard before their records were read.
        let people: Int
        /// What rows are made with since this page; `nil` if the clinic did not change in it.
        let basis: String?
    }

    /// Takes all that there is; told to stop, nothing more.
    ///
    /// Between pages of rows that are read again it hears what happened since.
    ///
    /// - Throws: What the book or the service's store throws.
    func callAsFunction() async throws {
        try await begin()
        while true {
            do {
                return try await catchUp()
            } catch is Stale {
                // A record changed while rows were made of it; the next time they are made of the new one.
            }
        }
    }

    /// Rows were read of records that changed since.
    private struct Stale: Error {}

    private func catchUp() async throws {
        try await reporting.database.follow(Self.people, next: agedPage(after:)) { _, _ in }
        repeat {
            try await reporting.database.follow(Self.feed, next: page(after:)) { transaction, page in
                try requireFresh(page.people, transaction)
                try transaction.count(page.visits, instead: page.ids)
                try note(page.basis, transaction)
            }
        } while try await refreshPage()
    }

    /// How far the people's feed is heard, before rows are made of their records.
    private func people() async throws -> Int {
        try await reporting.database.read { try $0.position(in: Self.people) }
    }

    private func requireFresh(_ people: Int, _ transaction: any Transaction) throws {
        guard try transaction.position(in: Self.people) == people else { throw Stale() }
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
        let people = try await people()
        return (Page(ids: ids, visits: try await counted(ids), people: people, basis: basis), last.id)
    }

    /// What an event is of, as it is counted; `nil` for what nobody counts.
    private static func subject(_ event: BookNews.Event) -> String? {
        if event.name == pastVisitImported { return CountedVisit.id(of: PastVisit.ID(event.subject)) }
        return event.name.hasPrefix("appointment") ? event.subject : nil
    }

    /// Makes the rows of patients again whose record changed, however many they are, before that counts as heard.
    private func agedPage(after position: Int) async throws -> (page: Void, position: Int)? {
        let changes = try await reporting.people.changes(after: position, limit: Self.peopleAtOnce)
        guard changes.position > position, !Task.isShuttingDownGracefully else { return nil }
        let patients = Set(changes.changed.map(\.patient.id))
        // Before anything is counted there is nothing to count again.
        let isCounting = try await reporting.database.read { try $0.position(in: Self.feed) > 0 }
        let ids = isCounting ? try await reporting.facts.appointments(of: patients) : []
        for some in ids.sorted().chunked(Self.idsAtOnce) {
            let visits = try await booked(Set(some))
            try await reporting.database.write { try $0.renew(visits) }
        }
        return ((), changes.position)
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
        let people = try await people()
        let visits = try await counted(Set(ids))
        try await reporting.database.write { transaction in
            try requireFresh(people, transaction)
            // Another instance may have read further, or the clinic changed once more.
            guard try transaction.setting(Self.refreshed) == place else { return }
            try transaction.renew(visits)
            try transaction.keep(Self.refreshed, ids.last.map { "\(change)/\($0)" })
        }
        return true
    }

    private func counted(_ ids: Set<String>) async throws -> [CountedVisit] {
        let appointments = ids.filter { CountedVisit.pastVisit($0) == nil }.map { Appointment.ID($0) }
        var visits: [CountedVisit] = []
        for some in appointments.sorted().chunked(Self.idsAtOnce) {
            visits += try await booked(Set(some))
        }
        for some in ids.compactMap(CountedVisit.pastVisit).sorted().chunked(Self.idsAtOnce) {
            visits += try await reporting.facts.pastVisits(Set(some)).map { CountedVisit($0) }
        }
        return visits
    }

    private func booked(_ ids: Set<Appointment.ID>) async throws -> [CountedVisit] {
        let facts = try await reporting.facts.facts(ids)
        async let births = reporting.people.birthDates(Set(facts.map(\.patient)))
        async let reminded = reporting.reminders.reminded(
            Dictionary(facts.filter(\.wasDue).map { ($0.id, $0.range.start) }) { first, _ in first })
        let (birthDates, wereReminded) = try await (births, reminded)
        let zones = try Dictionary(
            Set(facts.map(\.zone)).map { ($0, try reporting.zones.rules(for: $0)) }
        ) { first, _ in first }
        return facts.compactMap { fact in
            let row = zones[fact.zone].flatMap {
                ReportRow(
                    .init(
                        fact, birthDate: birthDates[fact.patient],
                        wasReminded: wereReminded[fact.id]), in: $0)
            }
            return row.map { CountedVisit(fact, $0) }
        }
    }
}

extension Transaction {
    /// Counts again what is counted already: by nothing older, and what counts no longer does not come back.
    fileprivate func renew(_ visits: [CountedVisit]) throws {
        let known = try versions(of: Set(visits.map(\.id)))
        let still = visits.filter { visit in known[visit.id].map { $0 <= visit.version } ?? false }
        try count(still, instead: Set(still.map(\.id)))
    }
}

extension Array {
    /// Parts of at most so many elements, in order.
    fileprivate func chunked(_ most: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: most).map { self[$0..<Swift.min($0 + most, count)] }
    }
}

extension VisitFact {
    /// Whether it is known who came.
    fileprivate var wasDue: Bool { status == .fulfilled || status == .noshow }
}

extension ReportRow.Facts {
    fileprivate init(_ fact: VisitFact, birthDate: LocalDate?, wasReminded: Bool?) {
        self.init(
            status: fact.status, range: fact.range, bookedAt: fact.bookedAt, bookedBy: fact.bookedBy,
            steppedBy: fact.step?.by, reason: fact.step?.reason, wasMovedByPlan: fact.wasMovedByPlan,
            priceCents: fact.priceCents, birthDate: birthDate, wasReminded: wasReminded)
    }
}
