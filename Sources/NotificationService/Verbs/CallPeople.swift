import Domain
import Reminders
import ServiceContracts
import Storage

/// Whom the desk calls because no message reached them, as the book stands now.
///
/// *Rule.* Each appointment is on the list once, with the most that has to be said of it, and only while it is as it was to be told and has not
/// begun. *If broken.* Somebody is called five times, or told what is not so any more.
struct CallPeople {
    let notifications: Notifications

    /// Notices that are looked at, of the visits that are next.
    private static let most = 2_000
    /// What matters most is said.
    private static let order: [NoticeKind] = [.cancellation, .change, .confirmation, .reminder]

    /// Those to be called, whose appointment is next first.
    ///
    /// - Throws: What the other services or the store throw.
    func list(for caller: Caller) async throws -> [CallBody] {
        let (notices, now) = try await notifications.database.read { transaction in
            (try transaction.unreached(limit: Self.most), transaction.now)
        }
        guard !notices.isEmpty else { return [] }
        let visits = try await notifications.visits.visits(Set(notices.map(\.appointment)))
        let standing = Dictionary(visits.map { ($0.id, $0) }) { first, _ in first }
        let due = notices.filter { notice in
            guard let visit = standing[notice.appointment] else { return false }
            return visit.version == notice.version && visit.range.start > now
                && visit.isTold(as: notice.kind) && caller.runsDesk(of: visit)
        }
        let contacts = try await notifications.contacts.contacts(Set(due.map(\.patient)))
        let people = Dictionary(contacts.map { ($0.patient, $0) }) { first, _ in first }
        return Dictionary(grouping: due, by: \.appointment).values.compactMap { notices in
            let first = Self.order.lazy.compactMap { kind in notices.first { $0.kind == kind } }.first
            guard let notice = first, let visit = standing[notice.appointment],
                let contact = people[notice.patient]
            else { return nil }
            return CallBody(notice, visit, contact)
        }
        .sorted { ($0.start, $0.id) < ($1.start, $1.id) }
    }

    /// Notes that somebody was told by telephone: nothing that failed of that version has to be said any more.
    ///
    /// - Throws: ``Unknown`` if nobody has to be called for it, or it is another's.
    func note(_ id: String, by caller: Caller) async throws {
        guard let notice = try await notifications.database.read({ try $0.unreached(id) }),
            let visit = try await notifications.visits.visits([notice.appointment]).first,
            caller.runsDesk(of: visit)
        else { throw Unknown() }
        try await notifications.database.write { transaction in
            try transaction.noteCall(of: notice.appointment, version: notice.version)
            try transaction.audit("toldByTelephone", notice.appointment.rawValue, by: caller)
        }
    }

    /// Nobody has to be called for it.
    struct Unknown: Error {}
}

extension CallBody {
    fileprivate init(_ notice: UnreachedNotice, _ visit: Visit, _ contact: Contact) {
        self.init(
            id: Identifier(notice.id), kind: NoticeBody.Kind(notice.kind), appointment: notice.appointment,
            patient: notice.patient, name: contact.name, phone: contact.phone,
            practitioner: visit.practitioner, start: visit.range.start, zone: visit.zone, why: notice.why,
            since: notice.since)
    }
}
