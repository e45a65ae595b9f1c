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

    /// Those to be called, whose appointment begins or whose offer ends next first.
    ///
    /// - Throws: What the other services or the store throw.
    func list(for caller: Caller) async throws -> [CallBody] {
        let (notices, now) = try await notifications.database.read { transaction in
            (try transaction.unreached(limit: Self.most), transaction.now)
        }
        guard !notices.isEmpty else { return [] }
        let book = try await Standing(of: notices.map(\.subject), in: notifications.visits)
        let due = notices.filter { $0.isDue(book, for: caller, at: now) }
        let contacts = try await notifications.contacts.contacts(Set(due.map(\.patient)))
        let people = Dictionary(contacts.map { ($0.patient, $0) }) { first, _ in first }
        return Dictionary(grouping: due, by: \.about).values.compactMap { notices in
            notices.min { $0.rank < $1.rank }.flatMap { notice in
                people[notice.patient].flatMap { notice.call(book, $0) }
            }
        }
        .sorted { ($0.until ?? $0.start, $0.id) < ($1.until ?? $1.start, $1.id) }
    }

    /// Notes that somebody was told by telephone: nothing that failed of that version has to be said any more.
    ///
    /// - Throws: ``Unknown`` if nobody has to be called for it, or it is another's.
    func note(_ id: String, by caller: Caller) async throws {
        guard let notice = try await notifications.database.read({ try $0.unreached(id) }),
            let practitioner = try await Standing(of: [notice.subject], in: notifications.visits)
                .practitioner(of: notice.subject),
            caller.runsDesk(of: practitioner)
        else { throw Unknown() }
        try await notifications.database.write { transaction in
            try transaction.noteCall(of: notice)
            try transaction.audit("toldByTelephone", notice.about, by: caller)
        }
    }

    /// Nobody has to be called for it.
    struct Unknown: Error {}
}

extension UnreachedNotice {
    /// What matters most is said first.
    private static let order: [CallBody.Kind] = [.cancellation, .change, .confirmation, .reminder, .offer]

    fileprivate var kind: CallBody.Kind {
        switch subject {
        case .visit(_, _, _, let kind, _): CallBody.Kind(kind)
        case .offer, .message: .offer
        }
    }

    fileprivate var rank: Int { Self.order.firstIndex(of: kind) ?? Self.order.count }

    /// The id of what it tells of.
    fileprivate var about: String {
        switch subject {
        case .visit(let appointment, _, _, _, _): appointment.rawValue
        case .offer(let offer, _): offer.rawValue
        case .message(let message): message.id
        }
    }

    /// Whether a caller at the desk has to say it still, as the book stands.
    fileprivate func isDue(_ book: Standing, for caller: Caller, at now: Instant) -> Bool {
        guard let practitioner = book.practitioner(of: subject), caller.runsDesk(of: practitioner) else {
            return false
        }
        guard case .visit(let id, let version, _, let kind, _) = subject, let visit = book.visits[id] else {
            return true
        }
        return visit.version == version && visit.isTold(as: kind) && visit.range.start > now
    }

    fileprivate func call(_ book: Standing, _ contact: Contact) -> CallBody? {
        switch subject {
        case .visit(let id, _, _, _, _):
            book.visits[id].map { visit in
                CallBody(
                    id: Identifier(self.id), kind: kind, appointment: id, patient: patient,
                    name: contact.name, phone: contact.phone, practitioner: visit.practitioner,
                    start: visit.range.start, zone: visit.zone, why: why, since: since)
            }
        case .offer(let id, _):
            book.offers[id].map { offer in
                CallBody(
                    id: Identifier(self.id), kind: kind, appointment: nil, patient: patient,
                    name: contact.name, phone: contact.phone, practitioner: offer.practitioner,
                    start: offer.range.start, zone: offer.zone, until: offer.expiresAt, why: why, since: since
                )
            }
        case .message: nil
        }
    }
}

extension CallBody.Kind {
    fileprivate init(_ kind: NoticeKind) {
        switch kind {
        case .confirmation: self = .confirmation
        case .change: self = .change
        case .cancellation: self = .cancellation
        case .reminder: self = .reminder
        }
    }
}
