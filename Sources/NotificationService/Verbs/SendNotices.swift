import Availability
import Domain
import Logging
import Reminders
import ServiceContracts
import ServiceLifecycle
import Storage

/// Sends what is due, as the book stands at that moment.
///
/// *Rule.* A notice is looked at again when it is sent: one whose appointment has changed since, is off or has begun is not, and in quiet
/// hours it waits. It is marked when it was handed over, never before. *Why.* What was planned may not be so any more, and a crash in
/// between must not lose it: then it is handed over again, under the same id. *If broken.* Somebody comes to a visit that does not take
/// place.
struct SendNotices {
    let notifications: Notifications

    /// Few at a time: each is sent as things stood when the page was taken.
    private static let page = 20
    /// For so long nobody else sends them: the last is begun in its first minute, and takes no longer by all ways than the others.
    private static let lease = Minutes(3)
    private static let longestPage = Duration.seconds(60)
    /// Seconds that wait after an attempt: more than two hours in all, so that a server that is looked after for an hour loses
    /// nothing that is not begun by then.
    private static let pauses: [Int64] = [30, 600, 1_800, 5_400]
    /// Before a visit, so that whoever was not reached can be called.
    private static let leastNotice = Minutes(30)

    /// Sends all of a queue that is due; of several instances each its part.
    ///
    /// Told to stop, it sends what it has begun.
    func callAsFunction(_ queue: NoticeQueue) async throws {
        let database = notifications.database
        while try await database.read({ try $0.hasDueNotices(in: queue) }) {
            let (due, unreadable) = try await database.write {
                try $0.takeDue(in: queue, limit: Self.page, for: Self.lease)
            }
            for id in unreadable {
                notifications.logger.error("a notice cannot be read", metadata: ["notice": "\(id)"])
            }
            try await send(due)
            if Task.isShuttingDownGracefully || Task.isCancelled { return }
        }
    }

    /// Sends a page; what is not sent in time, or cannot be looked at, is given back.
    private func send(_ due: [Notice]) async throws {
        var left = due[...]
        do {
            let world = try await World(of: due, notifications)
            let end = ContinuousClock.now + Self.longestPage
            while let notice = left.first, ContinuousClock.now < end, !Task.isCancelled,
                !Task.isShuttingDownGracefully
            {
                // What was handed over is marked, also if there is no time for another.
                try await Task { try await send(notice, world) }.value
                left.removeFirst()
            }
        } catch {
            try await release(left)
            throw error
        }
        try await release(left)
    }

    private func release(_ notices: ArraySlice<Notice>) async throws {
        let ids = notices.map(\.id)
        guard !ids.isEmpty else { return }
        try await notifications.database.write { try $0.release(ids) }
    }

    /// What stands at the moment.
    private struct World: Sendable {
        let now: Instant
        let book: Standing
        let contacts: [Patient.ID: Contact]
        let due: [VisitVersion: [Minutes]]
        let policies: ReminderPolicies
        let write: WriteNotice

        init(of notices: [Notice], _ notifications: Notifications) async throws {
            let patients = Set(notices.compactMap(\.patient))
            let book = try await Standing(of: notices.map(\.subject), in: notifications.visits)
            self.book = book
            // A code needs nobody else.
            let reached = patients.isEmpty ? [] : try await notifications.contacts.contacts(patients)
            contacts = Dictionary(reached.map { ($0.patient, $0) }) { first, _ in first }
            let signed = patients.isEmpty ? nil : try await NoticeLinks(notifications.database)
            (now, due, policies, write) = try await notifications.database.read { transaction in
                (
                    transaction.now, try transaction.dueReminders(of: Set(book.visits.keys)),
                    try transaction.reminderPolicies(),
                    WriteNotice(
                        zones: notifications.zones, address: notifications.address, signed: signed,
                        own: try transaction.ownTemplates(), card: try transaction.clinicCard())
                )
            }
        }
    }

    /// What is to be done with a notice as things stand.
    private enum Decision {
        /// By the first of these ways that takes it.
        case send([(message: OutgoingMessage, channel: ContactPreferencesBody.Channel)], before: Instant?)
        case wait(until: Instant)
        case not(Notice.Suppression)
        /// The people's service does not know the patient now; it may in a moment.
        case nobody(before: Instant)
    }

    private func send(_ notice: Notice, _ world: World) async throws {
        switch decide(notice, world) {
        case .not(let why):
            try await notifications.database.write { try $0.end(notice.id, .suppressed, why: why.rawValue) }
        case .wait(let instant):
            try await notifications.database.write {
                try $0.postpone(notice.id, until: instant, why: nil, isAttempt: false)
            }
        case .nobody(let start): try await fail(notice, "no record", before: start)
        case .send(let ways, let start): try await send(notice, by: ways, before: start)
        }
    }

    /// Trying again would not help where a way refuses: then the next is tried, and the desk sees whom none reaches.
    private func send(
        _ notice: Notice, by ways: [(message: OutgoingMessage, channel: ContactPreferencesBody.Channel)],
        before start: Instant?
    ) async throws {
        var refusal: ChannelRefusal?
        for (message, channel) in ways {
            do {
                try await notifications.way(channel).deliver(message)
            } catch let refused as ChannelRefusal {
                refusal = refused
                notifications.figures.note(.refused)
                if case .stopped = refused, let patient = notice.patient {
                    try await notifications.contacts.stop(channel, of: patient)
                }
                continue
            } catch  where notice.attempts >= Self.pauses.count && channel != ways.last?.channel {
                // There is no other time to try it, and another way.
                notifications.figures.note(.failed)
                continue
            } catch {
                notifications.figures.note(.failed)
                return try await fail(notice, Self.word(for: error), before: start)
            }
            notifications.figures.note(.sent)
            return try await notifications.database.write { try $0.end(notice.id, .sent, by: channel) }
        }
        guard case .unreachable(let why) = refusal else {
            return try await notifications.database.write {
                try $0.end(notice.id, .suppressed, why: Notice.Suppression.unreachable.rawValue)
            }
        }
        try await notifications.database.write { try $0.end(notice.id, .failed, why: "unreachable \(why)") }
    }

    /// A number where there is one, never words of others, which may name an address.
    private static func word(for error: any Error) -> String {
        (error as? ChannelTrouble).map { "trouble \($0.code)" } ?? "\(type(of: error))"
    }

    /// Each attempt waits longer than the one before, and none past half an hour before the visit while there is time; instances that fail
    /// together do not come back together.
    private func fail(_ notice: Notice, _ why: String, before start: Instant?) async throws {
        guard notice.attempts < Self.pauses.count else {
            notifications.logger.error(
                "a notice was given up", metadata: ["notice": "\(notice.id)", "why": "\(why)"])
            return try await notifications.database.write { try $0.end(notice.id, .failed, why: why) }
        }
        let pause = Self.pauses[notice.attempts]
        let jitter = Int64(notice.id.utf8.reduce(0) { $0 &* 31 &+ Int($1) }.magnitude % UInt(pause / 4 + 1))
        try await notifications.database.write { transaction in
            let next = Instant(secondsSince1970: transaction.now.secondsSince1970 + pause + jitter)
            let soonest = Instant(secondsSince1970: transaction.now.secondsSince1970 + Self.pauses[0])
            let last = start.map { max(soonest, $0 - Self.leastNotice) } ?? next
            try transaction.postpone(notice.id, until: min(next, last), why: why, isAttempt: true)
        }
    }

    private func decide(_ notice: Notice, _ world: World) -> Decision {
        switch notice.subject {
        case .message(let message):
            if let until = message.until, until <= world.now {
                .not(.over)
            } else {
                .send([(message, .email)], before: message.until)
            }
        case .offer(let id, let patient): decide(of: world.book.offers[id], to: patient, notice, world)
        case .visit(let id, let version, let patient, let kind, let offset):
            decide(of: world.book.visits[id], version, to: patient, kind, before: offset, notice, world)
        }
    }

    private func decide(
        of visit: Visit?, _ version: Int, to patient: Patient.ID, _ kind: NoticeKind, before offset: Minutes,
        _ notice: Notice, _ world: World
    ) -> Decision {
        guard let visit else { return .not(.isOff) }
        guard visit.version == version else { return .not(.superseded) }
        guard visit.isTold(as: kind) else { return .not(.isOff) }
        guard visit.range.start > world.now else { return .not(.begun) }
        if kind == .reminder {
            let wished = world.policies[visit.type].offsets
            guard wished.contains(offset) else { return .not(.unwanted) }
            let due = world.due[VisitVersion(id: visit.id, version: version)] ?? []
            if due.contains(where: { wished.contains($0) && $0 < offset }) { return .not(.overtaken) }
        }
        return tell(patient, before: visit.range.start, in: visit.zone, world) { contact, way in
            world.write(notice.id, kind, of: visit, to: contact, by: way)
        }
    }

    private func decide(
        of offer: OfferedVisit?, to patient: Patient.ID, _ notice: Notice, _ world: World
    ) -> Decision {
        guard let offer, offer.expiresAt > world.now else { return .not(.over) }
        return tell(patient, before: offer.expiresAt, in: offer.zone, world) { contact, way in
            world.write(notice.id, of: offer, to: contact, by: way)
        }
    }

    /// How a patient is reached now with what `write` says, of something that begins or ends at an instant.
    private func tell(
        _ patient: Patient.ID, before start: Instant, in zone: String, _ world: World,
        _ write: (Contact, Contact.Way) -> OutgoingMessage
    ) -> Decision {
        guard let contact = world.contacts[patient] else { return .nobody(before: start) }
        let ways = contact.ways
        guard !ways.isEmpty else { return .not(.unreachable) }
        if let rules = try? notifications.zones.rules(for: zone) {
            let next = DueReminder.moved(world.now, before: start, contact.quietHours, rules)
            if next > world.now { return .wait(until: next) }
        }
        return .send(ways.map { (write(contact, $0), $0.channel) }, before: start)
    }
}
