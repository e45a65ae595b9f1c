import Rebalancing
import Booking
import Book
import Domain
import HTTPTypes
import Platform
import ServiceContracts
import Storage

/// The waitlist, chains that fill a free place, and offers that keep it while somebody is asked.
struct WaitlistRoutes {
    let scheduling: Scheduling
    let gate: DearWork

    var operations: [APIOperation] {
        [
            APIOperation(
                "joinWaitlist", .post, "/v1/waitlist-entries", "Wants a place, or an earlier one",
                .permission(.wait),
                takes: NewWaitlistEntry.self, gives: .created(WaitlistEntryBody.self),
                refuses: [.notFound, .illegalTransition, .ruleBroken], demands: .changesBook, join),
            APIOperation(
                "listWaitlist", .get, "/v1/waitlist-entries",
                "Who waits, longest first; patients see their own",
                .permission(.wait),
                query: [
                    .init("cursor", WaitlistEntry.ID.self, "`next` of the page before."),
                    .init("limit", Bounded<Bounds.PageSize>.self, "At most so many; 50 if absent."),
                ], gives: .ok(Page<WaitlistEntryBody>.self), refuses: [.notFound], list),
            APIOperation(
                "showWaitlistEntry", .get, "/v1/waitlist-entries/{id}", "What somebody waits for",
                .permission(.wait), gives: .ok(WaitlistEntryBody.self), refuses: [.notFound], show),
            APIOperation(
                "leaveWaitlist", .delete, "/v1/waitlist-entries/{id}", "Waits no longer", .permission(.wait),
                gives: .nothing, leave),
            APIOperation(
                "planBackfill", .get, "/v1/backfills", "Who should take a free place, who theirs, and so on",
                .permission(.makeOffers),
                query: [
                    .init("practitioner", Practitioner.ID.self, "Whose time is free.", isRequired: true),
                    .init("start", Instant.self, "When.", isRequired: true),
                ], gives: .ok(Page<BackfillStepBody>.self), refuses: [.notFound], backfill),
            APIOperation(
                "makeOffer", .post, "/v1/offers", "Offers a place and keeps it meanwhile",
                .permission(.makeOffers),
                takes: NewOffer.self, gives: .created(OfferBody.self),
                refuses: [.notFound, .slotTaken, .ruleBroken],
                offer),
            APIOperation(
                "listOffers", .get, "/v1/offers", "Offers that are open; patients see their own",
                .permission(.wait),
                gives: .ok(Page<OfferBody>.self), offers),
            APIOperation(
                "acceptOffer", .post, "/v1/offers/{id}/acceptance",
                "Takes the place; never left with nothing",
                .permission(.wait), gives: .ok(AppointmentBody.self),
                refuses: [.holdExpired, .slotTaken, .illegalTransition, .ruleBroken],
                demands: .changesBook, accept),
            APIOperation(
                "declineOffer", .post, "/v1/offers/{id}/refusal", "Gives the place back; waits on",
                .permission(.wait),
                gives: .nothing, decline),
        ]
    }

    private func join(_ call: Call) async throws -> Reply {
        let (new, caller): (NewWaitlistEntry, Caller) = (try call.read(), try call.caller)
        guard new.earliest <= new.latest, new.latest - new.earliest <= 366 else {
            throw Problem.invalid("latest", "must be from `earliest` to a year after it")
        }
        let priority: Priority = caller.role == .patient ? .normal : new.priority ?? .normal
        let entry = try await JoinWaitlist(scheduling)(
            new.patient, for: new.appointmentType, priority: priority, on: new.earliest...new.latest,
            insteadOf: new.appointment, by: caller)
        return try .created(WaitlistEntryBody(entry), at: "/v1/waitlist-entries/\(entry.id)")
    }

    private func list(_ call: Call) async throws -> Reply {
        let caller = try call.caller
        let limit = try call.query("limit", Bounded<Bounds.PageSize>.self)?.value ?? 50
        let found = try await JoinWaitlist(scheduling).list(
            of: Permission.wait.reach(of: caller.role) == .all ? nil : caller.patients,
            after: call.query("cursor"), limit: limit + 1)
        let entries = found.prefix(limit)
        scheduling.readings.note(
            "waitlistRead", "waitlist", entries.map(\.patient.rawValue).joined(separator: " "), by: caller)
        return try .ok(
            Page(
                items: entries.map(WaitlistEntryBody.init),
                next: found.count > limit ? entries.last?.id.rawValue : nil))
    }

    private func show(_ call: Call) async throws -> Reply {
        let (id, caller): (WaitlistEntry.ID, Caller) = (try call.path("id"), try call.caller)
        let entry = try await FindWaitlistEntry(scheduling)(id, for: caller)
        scheduling.readings.note(
            of: entry.patient, "waitlist entry", by: caller)
        return try .ok(WaitlistEntryBody(entry))
    }

    private func leave(_ call: Call) async throws -> Reply {
        try await LeaveWaitlist(scheduling)(call.path("id"), by: call.caller)
        return .nothing
    }

    private func backfill(_ call: Call) async throws -> Reply {
        try call.charge(10)
        let (practitioner, start): (Practitioner.ID, Instant) = (
            try call.required("practitioner"), try call.required("start")
        )
        let steps = try await gate.run(for: call.caller) {
            try await PlanBackfill(scheduling)(practitioner, at: start)
        }
        return try .ok(
            Page(
                items: steps.map { step in
                    BackfillStepBody(
                        entry: WaitlistEntryBody(step.entry),
                        to: .init(practitioner: step.to.practitioner, start: step.to.start),
                        from: step.from.map { .init(practitioner: $0.practitioner, start: $0.start) },
                        daysGained: step.daysGained)
                }))
    }

    private func offer(_ call: Call) async throws -> Reply {
        let new: NewOffer = try call.read()
        let offer = try await MakeOffer(scheduling)(
            new.entry, with: new.practitioner, at: new.start, lasting: Minutes(new.minutes?.value ?? 60),
            by: call.caller)
        return try .created(OfferBody(offer), at: "/v1/offers")
    }

    private func offers(_ call: Call) async throws -> Reply {
        let caller = try call.caller
        let open = try await scheduling.read { transaction, context in try transaction.offers(context) }
        return try .ok(Page(items: open.filter { caller.waits(for: $0.hold.patient) }.map(OfferBody.init)))
    }

    private func accept(_ call: Call) async throws -> Reply {
        let accepted = try await AnswerOffer(scheduling).accept(call.path("id"), by: call.caller)
        let zone = scheduling.zoneName(of: accepted.appointment.practitioner)
        return try .ok(AppointmentBody(accepted.appointment, zone: zone))
    }

    private func decline(_ call: Call) async throws -> Reply {
        try await AnswerOffer(scheduling).decline(call.path("id"), by: call.caller)
        return .nothing
    }
}
