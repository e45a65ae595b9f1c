public import Book
import Domain
public import ServiceContracts
import Storage

/// Keeps what the book knows of patients as their records are: it reads the people's feed from where it left off.
///
/// *Rule.* What is learnt and how far was heard are one transaction. *Why.* See ``Storage/FeedPosition``. *If broken.* A mail
/// goes to whom it may not concern any more.
public struct FollowPeople: Sendable {
    private let scheduling: Scheduling
    private let people: any People

    /// The feed's name in the book.
    static let feed = "people"
    private static let page = 500

    /// Follows `people` for the book of `scheduling`.
    public init(_ scheduling: Scheduling, people: any People) {
        self.scheduling = scheduling
        self.people = people
    }

    /// Takes all that there is; several at once take each page once.
    ///
    /// - Throws: What either store throws; whatever was not taken is taken the next time.
    public func callAsFunction() async throws {
        try await scheduling.database.follow(Self.feed) { heard in
            let news = try await people.changes(after: heard, limit: Self.page)
            return (news, news.position)
        } take: { transaction, news in
            try transaction.take(news)
        }
    }
}

extension Transaction {
    /// Takes a page; browsers hear of what is news to the book.
    fileprivate func take(_ news: PeopleChanges) throws {
        for record in news.changed {
            let id = record.patient.id
            let event: SchedulingEvent = try hasPatient(id) ? .patientChanged : .patientRegistered
            guard try learn(record) else { continue }
            try publish(event.rawValue, id.rawValue, version: record.version, audience: ["patient/\(id)"])
        }
        // Whoever has appointments stays, as somebody the book knows by name.
        for id in news.forgotten { _ = try forgetPatient(id) }
    }
}
