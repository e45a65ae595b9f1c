import Domain
import HTTPTypes
import Platform
import Reminders
import ServiceContracts
import Storage

/// What was said to whom, and what is going to be.
struct NotificationRoutes {
    let notifications: Notifications

    /// Of one visit.
    private static let mostReminders = 5

    var operations: [APIOperation] {
        [
            APIOperation(
                "listOutbox", .get, "/v1/admin/outbox", "Messages in the clinic's mailbox, newest first",
                .permission(.administer),
                query: [
                    .init("cursor", Bounded<Bounds.AuditPosition>.self, "`next` of the page before."),
                    .init("limit", Bounded<Bounds.PageSize>.self, "At most so many; 50 if absent."),
                ], gives: .ok(Page<OutboxMessageBody>.self), outbox),
            APIOperation(
                "listNotices", .get, "/v1/appointments/{id}/notices",
                "What the patient was and will be told of an appointment", .permission(.runDesk),
                gives: .ok(Page<NoticeBody>.self), notices),
            APIOperation(
                "listPlanNotices", .get, "/v1/proposals/{id}/notices",
                "What those were told whom a plan moved, of that move", .permission(.runDesk),
                gives: .ok(Page<NoticeBody>.self), planNotices),
            APIOperation(
                "showReminders", .get, "/v1/admin/reminders", "How long before a visit people are reminded",
                .permission(.administer), gives: .ok(ReminderPoliciesBody.self), showReminders),
            APIOperation(
                "setReminders", .put, "/v1/admin/reminders",
                "Replaces how long before a visit people are reminded; visits to come follow",
                .permission(.administer), takes: ReminderPoliciesBody.self,
                gives: .ok(ReminderPoliciesBody.self), demands: .ifMatch, setReminders),
            APIOperation(
                "listCalls", .get, "/v1/calls",
                "Whom no message reached and what they have to be told, whose appointment is next first",
                .permission(.runDesk), gives: .ok(Page<CallBody>.self), calls),
            APIOperation(
                "completeCall", .post, "/v1/calls/{id}/completion", "They were told by telephone",
                .permission(.runDesk), gives: .nothing, completeCall),
            APIOperation(
                "optOut", .post, "/v1/opt-outs/{token}",
                "Ends messages by the way that a link in one of them names; programs post here (RFC 8058)",
                .anyone, takes: OneClick.self, isBodyOptional: true, gives: .ok(OptOutBody.self),
                refuses: [.notFound], demands: .form, optOut),
            APIOperation(
                "noteReceipt", .post, "/v1/receipts/{token}",
                "What a provider of text messages tells of one that it took", .anyone,
                takes: DeliveryReceipt.self, gives: .nothing, refuses: [.notFound], demands: .form, receipt),
            APIOperation(
                "hearTextAnswer", .post, "/v1/text-answers/{token}",
                "What somebody answered to a text message; STOP ends them", .anyone,
                takes: TextAnswer.self, gives: .nothing, refuses: [.notFound], demands: .form, textAnswer),
            APIOperation(
                "showTextAnswers", .get, "/v1/admin/text-answers",
                "Where a provider of text messages sends what people answer", .permission(.administer),
                gives: .ok(TextAnswersBody.self), textAnswers),
        ]
    }

    private func outbox(_ call: Call) async throws -> Reply {
        let limit = try call.query("limit", Bounded<Bounds.PageSize>.self)?.value ?? 50
        let cursor = try call.query("cursor", Bounded<Bounds.AuditPosition>.self)?.value
        let found = try await ReadMailbox(notifications.database).page(
            before: cursor, limit: limit + 1, showsSecrets: false)
        if let first = found.first, let last = found.prefix(limit).last {
            notifications.readings.note(
                "outboxRead", "mailbox", "messages \(last.number) to \(first.number)", by: try call.caller)
        }
        return try .ok(
            Page(
                items: found.prefix(limit).map(\.body),
                next: found.count > limit ? "\(found[limit - 1].number)" : nil))
    }

    private var policies: KeepReminderPolicies { KeepReminderPolicies(database: notifications.database) }

    private func showReminders(_ call: Call) async throws -> Reply {
        let (body, version) = try await policies.read()
        return try Reply.ok(body).tagged("\(version)")
    }

    private func setReminders(_ call: Call) async throws -> Reply {
        let body: ReminderPoliciesBody = try call.read()
        for (field, minutes) in [("usual", body.usual)] + body.own.map({ ("own", $0.beforeMinutes) })
        where minutes.count > Self.mostReminders {
            throw Problem.invalid(field, "must be at most \(Self.mostReminders) times before a visit")
        }
        let (kept, version) = try await policies(
            body, by: call.caller, check: { try call.requireMatch("\($0)") })
        return try Reply.ok(kept).tagged("\(version)")
    }

    private func calls(_ call: Call) async throws -> Reply {
        let caller = try call.caller
        let items = try await CallPeople(notifications: notifications).list(for: caller)
        if !items.isEmpty {
            let whom = Set(items.map(\.patient.rawValue)).sorted().joined(separator: " ")
            notifications.readings.note("callsRead", "calls", whom, by: caller)
        }
        return try .ok(Page(items: items))
    }

    private func completeCall(_ call: Call) async throws -> Reply {
        do {
            let id: Identifier<CallBody> = try call.path("id")
            try await CallPeople(notifications: notifications).note(id.rawValue, by: call.caller)
        } catch is CallPeople.Unknown {
            throw Problem(.notFound)
        }
        return .nothing
    }

    private func optOut(_ call: Call) async throws -> Reply {
        let token = try call.path("token", Text<Bounds.Token>.self).value
        guard let subject = try await NoticeLinks(notifications.database).optOut(token) else {
            throw Problem(.notFound)
        }
        try await notifications.contacts.stop(subject.channel, of: subject.patient)
        return try .ok(OptOutBody(channel: subject.channel))
    }

    private func receipt(_ call: Call) async throws -> Reply {
        let (token, body): (String, DeliveryReceipt) = (
            try call.path("token", Text<Bounds.Token>.self).value, try call.read()
        )
        guard let notice = try await NoticeLinks(notifications.database).receipt(token) else {
            throw Problem(.notFound)
        }
        try await NoteReceipt(database: notifications.database)(
            body.status.value, body.code?.value, of: notice)
        return .nothing
    }

    private func textAnswer(_ call: Call) async throws -> Reply {
        let (token, body): (String, TextAnswer) = (
            try call.path("token", Text<Bounds.Token>.self).value, try call.read()
        )
        guard try await NoticeLinks(notifications.database).isTextAnswers(token) else {
            throw Problem(.notFound)
        }
        try await HearTextAnswer(contacts: notifications.contacts)(body)
        return .nothing
    }

    private func textAnswers(_ call: Call) async throws -> Reply {
        let token = try await NoticeLinks(notifications.database).textAnswers
        return try .ok(
            TextAnswersBody(address: notifications.address.map { "\($0)/v1/text-answers/\(token)" }))
    }

    private func planNotices(_ call: Call) async throws -> Reply {
        let (plan, caller): (Identifier<ProposalBody>, Caller) = (try call.path("id"), try call.caller)
        let moved = try await notifications.visits.moved(by: plan)
        let visits = try await notifications.visits.visits(Set(moved.map(\.id)))
        let shown = Set(visits.filter { caller.runsDesk(of: $0.practitioner) }.map(\.id))
        let versions = Dictionary(moved.filter { shown.contains($0.id) }.map { ($0.id, $0.version) }) { $1 }
        if !shown.isEmpty {
            let whom = Set(visits.filter { shown.contains($0.id) }.map(\.patient.rawValue)).sorted()
            notifications.readings.note(
                "planNoticesRead", plan.rawValue, whom.joined(separator: " "), by: caller)
        }
        let found = try await notifications.database.read { try $0.news(of: versions) }
        return try .ok(Page(items: found.map(NoticeBody.init)))
    }

    private func notices(_ call: Call) async throws -> Reply {
        let id = try call.path("id", Identifier<Appointment>.self)
        guard let visit = try await notifications.visits.visits([id]).first,
            try call.caller.runsDesk(of: visit.practitioner)
        else { throw Problem(.notFound) }
        notifications.readings.note(of: visit.patient, "notices \(id)", by: try call.caller)
        let found = try await notifications.database.read { try $0.notices(of: id) }
        return try .ok(Page(items: found.map(NoticeBody.init)))
    }
}

extension Caller {
    /// Whether somebody runs the desk of a practitioner: of all, or their own.
    func runsDesk(of practitioner: Practitioner.ID) -> Bool {
        switch Permission.runDesk.reach(of: role) {
        case .all: true
        case .own: self.practitioner == practitioner
        case .nothing: false
        }
    }
}

extension NoticeBody {
    fileprivate init(_ row: NoticeRow) {
        self.init(
            id: row.id, appointment: row.appointment, kind: Kind(row.kind), channel: row.channel,
            version: row.version,
            beforeMinutes: row.kind == .reminder ? row.before.count : nil, dueAt: row.dueAt,
            state: State(row.state), attempts: row.attempts, endedAt: row.endedAt,
            arrivedAt: row.arrivedAt, why: row.why)
    }
}

extension NoticeBody.Kind {
    init(_ kind: NoticeKind) {
        switch kind {
        case .confirmation: self = .confirmation
        case .change: self = .change
        case .cancellation: self = .cancellation
        case .reminder: self = .reminder
        }
    }
}

extension NoticeBody.State {
    fileprivate init(_ state: Notice.State) {
        switch state {
        case .waiting: self = .waiting
        case .sent: self = .sent
        case .suppressed: self = .suppressed
        case .failed: self = .failed
        }
    }
}
