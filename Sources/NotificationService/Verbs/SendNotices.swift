import Logging
import Availability
import Domain
import Reminders
import ServiceContracts
import Storage
import Words

/// Sends what is due, as the book stands at that moment.
///
/// *Rule.* A notice is looked at again when it is sent: one whose appointment has changed since, is off or has begun is not. It is
/// marked when it was handed over, never before. *Why.* What was planned may not be so any more, and a crash in between must not lose
/// it: then it is handed over again, under the same id. *If broken.* Somebody comes to a visit that does not take place.
struct SendNotices {
    let notifications: Notifications

    private static let page = 100
    /// Whoever sends has so long; then another may.
    private static let lease = Minutes(2)
    private static let mostAttempts = 5
    private static let firstPause: Int64 = 30

    /// Sends all that is due; instances share it.
    func callAsFunction() async throws {
        let database = notifications.database
        while try await database.read({ try $0.hasDueNotices() }) {
            let due = try await database.write { try $0.takeDue(limit: Self.page, for: Self.lease) }
            let world = try await World(of: due, notifications)
            for notice in due { try await send(notice, world) }
        }
    }

    private struct Planned: Hashable {
        let id: Appointment.ID
        let version: Int
    }

    /// What stands at the moment.
    private struct World: Sendable {
        let now: Instant
        let visits: [Appointment.ID: Visit]
        let contacts: [Patient.ID: Contact]
        /// The shortest time before a visit, as it was planned, that something is due for now.
        let latest: [Planned: Minutes]

        init(of notices: [Notice], _ notifications: Notifications) async throws {
            let subjects = notices.compactMap { notice -> (Planned, Patient.ID, Minutes?)? in
                guard case .visit(let id, let version, let patient, let kind, let offset) = notice.subject
                else { return nil }
                return (Planned(id: id, version: version), patient, kind == .reminder ? offset : nil)
            }
            let (ids, patients) = (Set(subjects.map(\.0.id)), Set(subjects.map(\.1)))
            let found = ids.isEmpty ? [] : try await notifications.visits.visits(ids)
            let reached = patients.isEmpty ? [] : try await notifications.contacts.contacts(patients)
            visits = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
            contacts = Dictionary(reached.map { ($0.patient, $0) }) { first, _ in first }
            latest = Dictionary(
                subjects.compactMap { planned, _, offset in offset.map { (planned, $0) } },
                uniquingKeysWith: min)
            now = try await notifications.database.read { $0.now }
        }
    }

    private func send(_ notice: Notice, _ world: World) async throws {
        switch Self.message(notice, world, notifications) {
        case .failure(let why): try await end(notice, .suppressed, why: why.why.rawValue)
        case .success(let message):
            do {
                try await notifications.way(notice.channel).deliver(message)
            } catch {
                return try await fail(notice, error)
            }
            try await end(notice, .sent)
        }
    }

    private func end(_ notice: Notice, _ state: Notice.State, why: String? = nil) async throws {
        try await notifications.database.write { try $0.end(notice.id, state, why: why) }
    }

    /// Each attempt waits four times as long as the one before; instances that fail together do not come back together.
    private func fail(_ notice: Notice, _ error: any Error) async throws {
        let why = "\(type(of: error))"
        guard notice.attempts + 1 < Self.mostAttempts else {
            notifications.logger.error(
                "a notice was given up", metadata: ["notice": "\(notice.id)", "why": "\(why)"])
            return try await end(notice, .failed, why: why)
        }
        let pause = Self.firstPause << (2 * Int64(notice.attempts))
        let jitter = Int64(notice.id.utf8.reduce(0) { $0 &* 31 &+ Int($1) }.magnitude % UInt(pause / 4 + 1))
        try await notifications.database.write { transaction in
            let next = Instant(secondsSince1970: transaction.now.secondsSince1970 + pause + jitter)
            try transaction.postpone(notice.id, until: next, why: why)
        }
    }

    private struct NotSent: Error {
        let why: Notice.Suppression
    }

    /// What is sent, as things stand; or why it is not.
    private static func message(
        _ notice: Notice, _ world: World, _ notifications: Notifications
    ) -> Result<OutgoingMessage, NotSent> {
        func not(_ why: Notice.Suppression) -> Result<OutgoingMessage, NotSent> {
            .failure(NotSent(why: why))
        }
        guard case .visit(let id, let version, let patient, let kind, let offset) = notice.subject else {
            guard case .message(let message) = notice.subject else { return not(.isOff) }
            return .success(message)
        }
        guard let visit = world.visits[id] else { return not(.isOff) }
        guard visit.version == version else { return not(.superseded) }
        guard visit.isTold(as: kind) else { return not(.isOff) }
        guard visit.range.start > world.now else { return not(.begun) }
        let latest = world.latest[Planned(id: id, version: version)]
        if kind == .reminder, let latest, latest < offset { return not(.overtaken) }
        guard let contact = world.contacts[patient], let address = contact.address(for: notice.channel) else {
            return not(.unreachable)
        }
        let words = Words(Language(rawValue: String(contact.language.prefix(2))) ?? .english)
        let (subject, text) = words.letter(visit.letter(kind, notifications.zones))
        return .success(OutgoingMessage(id: notice.id, address: address, subject: subject, text: text))
    }
}

extension Visit {
    /// What a patient is told of it: when, with whom and where, and nothing of why they come.
    fileprivate func letter(_ kind: NoticeKind, _ zones: any ZoneSource) -> Letter {
        var values: [String: Reason.Value] = ["who": .name(practitionerName), "where": .name(location)]
        if let rules = try? zones.rules(for: zone) {
            let wall = rules.wallClock(at: range.start)
            LocalTime(minuteOfDay: wall.secondOfDay / 60).map { values["when"] = .time(wall.date, $0) }
        }
        switch kind {
        case .confirmation: return Letter(.visitBooked, values)
        case .change: return Letter(.visitMoved, values)
        case .cancellation: return Letter(.visitCancelled, values)
        case .reminder: return Letter(.visitSoon, values)
        }
    }
}
