import Availability
import Domain
import Reminders
import ServiceContracts
import ServiceLifecycle
import Storage

/// Plans what patients are told of what happens to the book, from where it left off.
///
/// *Rule.* What is planned and how far was heard are one transaction; what is planned says when something may be told, never what or how.
/// *Why.* See ``Storage/FeedPosition``; and what is said must be true when it is sent. *If broken.* Nobody hears of a move, or hears the
/// old time.
struct HearBook {
    let notifications: Notifications

    static let feed = "scheduling"
    private static let began = "began"
    private static let page = 200

    /// What happens that patients are told of.
    private static let news: [String: NoticeKind] = [
        "appointmentBooked": .confirmation, "appointmentApproved": .confirmation,
        "appointmentRescheduled": .change, "appointmentCancelled": .cancellation,
        "appointmentRetracted": .cancellation, "appointmentReverted": .confirmation,
    ]
    /// Of these a patient is told only if they were told the contrary before.
    private static let corrections: Set<String> = ["appointmentReverted"]
    /// Since these a visit is at its time; others change something else of it.
    private static let placings: Set<String> = [
        "appointmentBooked", "appointmentApproved", "appointmentRescheduled",
    ]
    private static let imported = "appointmentImported"
    private static let offered = "offerMade"
    /// How long after a placing nobody is reminded.
    private static let wellKnown = Minutes(60)

    private struct Page: Sendable {
        let events: [BookNews.Event]
        let visits: [Appointment.ID: Visit]
        let offers: [Offer.ID: OfferedVisit]
        let contacts: [Patient.ID: Contact]
        let zones: [String: ZoneRules]
    }

    /// Notes where the feed was when the service began: what happened before is nobody's news, though visits to come are reminded of.
    func begin() async throws {
        guard try await notifications.database.read({ try $0.setting(Self.began) }) == nil else { return }
        let last = try await notifications.feed.last()
        try await notifications.database.write { transaction in
            guard try transaction.setting(Self.began) == nil else { return }
            try transaction.keep(Self.began, "\(last)")
        }
    }

    /// Takes all that there is; told to stop, nothing more.
    func callAsFunction() async throws {
        try await begin()
        try await notifications.database.follow(Self.feed, next: page(after:), take: plan)
    }

    private func page(after position: Int) async throws -> (page: Page, position: Int)? {
        let events = try await notifications.feed.events(after: position, limit: Self.page).events
        guard let last = events.last, !Task.isShuttingDownGracefully else { return nil }
        let ids = Set(events.filter { $0.name.hasPrefix("appointment") }.map { Appointment.ID($0.subject) })
        let visits = ids.isEmpty ? [] : try await notifications.visits.visits(ids)
        let asked = Set(events.filter { $0.name == Self.offered }.map { Offer.ID($0.subject) })
        let offers = asked.isEmpty ? [] : try await notifications.visits.offers(asked)
        let patients = Set(visits.map(\.patient))
        let contacts = patients.isEmpty ? [] : try await notifications.contacts.contacts(patients)
        let page = Page(
            events: events, visits: Dictionary(visits.map { ($0.id, $0) }) { first, _ in first },
            offers: Dictionary(offers.map { ($0.id, $0) }) { first, _ in first },
            contacts: Dictionary(contacts.map { ($0.patient, $0) }) { first, _ in first },
            zones: try Dictionary(
                Set(visits.map(\.zone)).map { ($0, try notifications.zones.rules(for: $0)) }
            ) { first, _ in first })
        return (page, last.id)
    }

    @Sendable private func plan(_ transaction: any Transaction, _ page: Page) throws {
        let began = try transaction.setting(Self.began).flatMap { Int($0) } ?? 0
        let (policies, rehearing) = (try transaction.reminderPolicies(), try Rehearing(transaction))
        for event in page.events {
            if event.id > began, event.name == Self.offered, let offer = page.offers[Offer.ID(event.subject)]
            {
                try transaction.plan(Notice(of: offer, at: min(event.at, transaction.now)))
            }
            guard let visit = page.visits[Appointment.ID(event.subject)],
                // An older event of a visit that has changed since: the newer one tells of it.
                visit.version == event.version, visit.range.start > transaction.now
            else { continue }
            if event.name == Self.imported {
                try transaction.plan(Notice(of: visit, .confirmation, at: event.at), suppressed: .imported)
            }
            let isNews = event.id > began
            if isNews { try tell(of: event, visit, transaction) }
            guard visit.status == .booked, let zone = page.zones[visit.zone] else { continue }
            // Whoever has no record yet is asked when it is sent.
            let quiet = page.contacts[visit.patient]?.quietHours
            let since = Self.placings.contains(event.name) ? event.at : event.at - Self.wellKnown
            for reminder in DueReminder.all(
                before: visit.range.start, policies[visit.type], quiet: quiet, in: zone, since: since)
            // What was due before the service began, or before the clinic wished for it, is not caught up with.
            where (isNews || reminder.at > transaction.now) && rehearing.allows(reminder.at, from: event.id) {
                try transaction.plan(Notice(of: visit, .reminder, before: reminder.offset, at: reminder.at))
            }
        }
    }

    private func tell(of event: BookNews.Event, _ visit: Visit, _ transaction: any Transaction) throws {
        guard let kind = Self.news[event.name], visit.isTold(as: kind) else { return }
        if Self.corrections.contains(event.name), try !transaction.wasToldOff(visit.id) { return }
        // A clock that was ahead must not keep news back.
        try transaction.plan(Notice(of: visit, kind, at: min(event.at, transaction.now)))
    }
}

extension Visit {
    /// Whether a visit that stands as it does is one that `kind` tells of.
    func isTold(as kind: NoticeKind) -> Bool {
        switch kind {
        case .confirmation, .change, .reminder: status == .booked
        case .cancellation: [.cancelled, .enteredInError].contains(status)
        }
    }
}

extension Contact {
    /// A way, and the address by it.
    typealias Way = (channel: ContactPreferencesBody.Channel, address: String)

    /// Ways that the patient allows and that there is an address for, best first, with the address.
    var ways: [Way] {
        channels.compactMap { channel in address(for: channel).map { (channel, $0) } }
    }

    private func address(for channel: ContactPreferencesBody.Channel) -> String? {
        switch channel {
        case .email: email
        case .sms: phone
        // The browsers are looked up when it is sent.
        case .push: patient.rawValue
        }
    }
}
