import Availability
import Domain
import Reminders
import ServiceContracts
import Storage

/// Plans what patients are told of what happens to the book, from where it left off.
///
/// *Rule.* What is planned and how far was heard are one transaction; what is planned says when something may be told, never what. *Why.*
/// See ``Storage/FeedPosition``; and what is said must be true when it is sent. *If broken.* Nobody hears of a move, or hears the old
/// time.
struct HearBook {
    let notifications: Notifications

    private static let feed = "scheduling"
    private static let began = "began"
    private static let page = 200

    /// What happens that patients are told of.
    private static let news: [String: NoticeKind] = [
        "appointmentBooked": .confirmation, "appointmentApproved": .confirmation,
        "appointmentRescheduled": .change, "appointmentCancelled": .cancellation,
    ]

    private struct Page: Sendable {
        let events: [BookNews.Event]
        let visits: [Appointment.ID: Visit]
        let contacts: [Patient.ID: Contact]
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

    /// Takes all that there is.
    func callAsFunction() async throws {
        try await begin()
        try await notifications.database.follow(Self.feed, next: page(after:), take: plan)
    }

    private func page(after position: Int) async throws -> (page: Page, position: Int)? {
        let events = try await notifications.feed.events(after: position, limit: Self.page).events
        guard let last = events.last else { return nil }
        let ids = Set(events.filter { $0.name.hasPrefix("appointment") }.map { Appointment.ID($0.subject) })
        let visits = ids.isEmpty ? [] : try await notifications.visits.visits(ids)
        let patients = Set(visits.map(\.patient))
        let contacts = patients.isEmpty ? [] : try await notifications.contacts.contacts(patients)
        let page = Page(
            events: events, visits: Dictionary(visits.map { ($0.id, $0) }) { first, _ in first },
            contacts: Dictionary(contacts.map { ($0.patient, $0) }) { first, _ in first })
        return (page, last.id)
    }

    @Sendable private func plan(_ transaction: any Transaction, _ page: Page) throws {
        let began = try transaction.setting(Self.began).flatMap { Int($0) } ?? 0
        for event in page.events {
            guard let visit = page.visits[Appointment.ID(event.subject)],
                // An older event of a visit that has changed since: the newer one tells of it.
                visit.version == event.version, let contact = page.contacts[visit.patient]
            else { continue }
            let isNews = event.id > began
            for notice in try Self.notices(of: event, visit, contact, isNews, notifications) {
                try transaction.plan(notice)
            }
        }
    }

    private static func notices(
        of event: BookNews.Event, _ visit: Visit, _ contact: Contact, _ isNews: Bool,
        _ notifications: Notifications
    ) throws -> [Notice] {
        let channel = contact.way ?? contact.channels.first ?? .email
        var notices: [Notice] = []
        if isNews, let kind = news[event.name], visit.isTold(as: kind) {
            notices.append(Notice(of: visit, kind, by: channel, at: event.at))
        }
        guard visit.status == .booked else { return notices }
        let reminders = DueReminder.all(
            before: visit.range.start, .usual, quiet: contact.quietHours,
            in: try notifications.zones.rules(for: visit.zone), since: event.at)
        return notices
            + reminders.map { Notice(of: visit, .reminder, before: $0.offset, by: channel, at: $0.at) }
    }
}

extension Visit {
    /// Whether a visit that stands as it does is one that `kind` tells of.
    func isTold(as kind: NoticeKind) -> Bool {
        switch kind {
        case .confirmation, .change, .reminder: status == .booked
        case .cancellation: status == .cancelled
        }
    }
}

extension Contact {
    /// The first way that the patient allows and that there is an address for.
    var way: ContactPreferencesBody.Channel? { channels.first { address(for: $0) != nil } }

    /// Where something goes that is sent in a way.
    func address(for channel: ContactPreferencesBody.Channel) -> String? {
        switch channel {
        case .email: email
        case .sms: phone
        case .push: nil
        }
    }
}
