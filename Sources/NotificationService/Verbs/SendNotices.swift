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
    /// For so long nobody else sends them: the last is begun in the first half of it, and takes no longer than the other.
    private static let lease = Minutes(2)
    private static let longestPage = Duration.seconds(60)
    private static let mostAttempts = 5
    private static let firstPause: Int64 = 30

    /// Sends all that is due, codes first; of several instances each its part.
    ///
    /// Told to stop, it sends a page.
    func callAsFunction() async throws {
        try await send(.messages)
        try await send(.visits)
    }

    private func send(_ queue: NoticeQueue) async throws {
        let database = notifications.database
        while try await database.read({ try $0.hasDueNotices(in: queue) }) {
            let (due, unreadable) = try await database.write {
                try $0.takeDue(in: queue, limit: Self.page, for: Self.lease)
            }
            for id in unreadable {
                notifications.logger.error("a notice cannot be read", metadata: ["notice": "\(id)"])
            }
            try await send(due)
            if Task.isShuttingDownGracefully { return }
        }
    }

    /// Sends a page; what is not sent in time, or cannot be looked at, is given back.
    private func send(_ due: [Notice]) async throws {
        var left = due[...]
        do {
            let world = try await World(of: due, notifications)
            let end = ContinuousClock.now + Self.longestPage
            while let notice = left.first, ContinuousClock.now < end {
                try await send(notice, world)
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
        let visits: [Appointment.ID: Visit]
        let contacts: [Patient.ID: Contact]
        let latest: [PlannedVisit: Minutes]
        let policies: ReminderPolicies
        let write: WriteNotice

        init(of notices: [Notice], _ notifications: Notifications) async throws {
            var ids: Set<Appointment.ID> = []
            var patients: Set<Patient.ID> = []
            for case .visit(let id, _, let patient, _, _) in notices.map(\.subject) {
                ids.insert(id)
                patients.insert(patient)
            }
            // A code needs nobody else.
            let found = ids.isEmpty ? [] : try await notifications.visits.visits(ids)
            let reached = ids.isEmpty ? [] : try await notifications.contacts.contacts(patients)
            write = WriteNotice(
                zones: notifications.zones, address: notifications.address,
                signed: ids.isEmpty ? nil : try await NoticeLinks(notifications.database))
            visits = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
            contacts = Dictionary(reached.map { ($0.patient, $0) }) { first, _ in first }
            (now, latest, policies) = try await notifications.database.read { [ids] transaction in
                guard !ids.isEmpty else { return (transaction.now, [:], ReminderPolicies()) }
                return (
                    transaction.now, try transaction.latestReminders(of: ids),
                    try transaction.reminderPolicies()
                )
            }
        }
    }

    /// What is to be done with a notice as things stand.
    private enum Decision {
        case send(OutgoingMessage, by: ContactPreferencesBody.Channel)
        case wait(until: Instant)
        case not(Notice.Suppression)
        /// The people's service does not know the patient now; it may in a moment.
        case nobody
    }

    private func send(_ notice: Notice, _ world: World) async throws {
        switch decide(notice, world) {
        case .not(let why):
            try await notifications.database.write { try $0.end(notice.id, .suppressed, why: why.rawValue) }
        case .wait(let instant):
            try await notifications.database.write {
                try $0.postpone(notice.id, until: instant, why: nil, isAttempt: false)
            }
        case .nobody: try await fail(notice, "no record")
        case .send(let message, let channel):
            do {
                try await notifications.way(channel).deliver(message)
            } catch let refusal as ChannelRefusal {
                return try await giveUp(notice, refusal, by: channel)
            } catch {
                return try await fail(notice, "\(type(of: error))")
            }
            try await notifications.database.write { try $0.end(notice.id, .sent, by: channel) }
        }
    }

    /// Trying again would not help: who has said so is asked no more, and the desk sees who cannot be reached.
    private func giveUp(
        _ notice: Notice, _ refusal: ChannelRefusal, by channel: ContactPreferencesBody.Channel
    ) async throws {
        switch refusal {
        case .stopped:
            if case .visit(_, _, let patient, _, _) = notice.subject {
                try await notifications.contacts.stop(channel, of: patient)
            }
            try await notifications.database.write {
                try $0.end(notice.id, .suppressed, why: Notice.Suppression.unreachable.rawValue)
            }
        case .unreachable(let why):
            try await notifications.database.write {
                try $0.end(notice.id, .failed, why: "unreachable \(why)")
            }
        }
    }

    /// Each attempt waits four times as long as the one before; instances that fail together do not come back together.
    private func fail(_ notice: Notice, _ why: String) async throws {
        guard notice.attempts + 1 < Self.mostAttempts else {
            notifications.logger.error(
                "a notice was given up", metadata: ["notice": "\(notice.id)", "why": "\(why)"])
            return try await notifications.database.write { try $0.end(notice.id, .failed, why: why) }
        }
        let pause = Self.firstPause << (2 * Int64(notice.attempts))
        let jitter = Int64(notice.id.utf8.reduce(0) { $0 &* 31 &+ Int($1) }.magnitude % UInt(pause / 4 + 1))
        try await notifications.database.write { transaction in
            let next = Instant(secondsSince1970: transaction.now.secondsSince1970 + pause + jitter)
            try transaction.postpone(notice.id, until: next, why: why, isAttempt: true)
        }
    }

    private func decide(_ notice: Notice, _ world: World) -> Decision {
        guard case .visit(let id, let version, let patient, let kind, let offset) = notice.subject else {
            guard case .message(let message) = notice.subject else { return .not(.isOff) }
            return .send(message, by: .email)
        }
        guard let visit = world.visits[id] else { return .not(.isOff) }
        guard visit.version == version else { return .not(.superseded) }
        guard visit.isTold(as: kind) else { return .not(.isOff) }
        guard visit.range.start > world.now else { return .not(.begun) }
        let latest = world.latest[PlannedVisit(id: id, version: version)]
        if kind == .reminder, world.policies[visit.type][offset] == nil { return .not(.unwanted) }
        if kind == .reminder, let latest, latest < offset { return .not(.overtaken) }
        guard let contact = world.contacts[patient] else { return .nobody }
        guard let way = contact.way else { return .not(.unreachable) }
        if let zone = try? notifications.zones.rules(for: visit.zone) {
            let next = DueReminder.moved(world.now, before: visit.range.start, contact.quietHours, zone)
            if next > world.now { return .wait(until: next) }
        }
        return .send(world.write(notice.id, kind, of: visit, to: contact, by: way), by: way.channel)
    }
}
