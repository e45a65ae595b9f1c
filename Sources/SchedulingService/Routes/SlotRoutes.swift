import Storage
import Suggesting
import Booking
import Book
import Availability
import Domain
import HTTPTypes
import Planning
import Platform
import ServiceContracts
import Words

/// Free slots, suggestions with reasons, and holds.
struct SlotRoutes {
    let scheduling: Scheduling
    let suggesting: Suggesting
    let gate: DearWork

    var operations: [APIOperation] {
        [
            APIOperation(
                "findSlots", .get, "/v1/slots", "Free slots by start; nothing is held",
                .permission(.findSlots),
                query: [
                    .init(
                        "appointmentType", AppointmentType.ID.self, "What is to be booked.", isRequired: true),
                    .init("practitioner", Practitioner.ID.self, "With whom; absent for anybody."),
                    .init("location", Location.ID.self, "Where; absent for anywhere."),
                    .init("from", LocalDate.self, "First local day; absent for today."),
                    .init(
                        "to", LocalDate.self,
                        "Last local day, inclusive, at most 56 after the first; absent for a week."),
                    .init("limit", Bounded<Bounds.SlotPage>.self, "At most so many; 200 if absent."),
                ], gives: .ok(SlotsBody.self), refuses: [.notFound, .ruleBroken], slots),
            APIOperation(
                "suggestSlots", .post, "/v1/suggestions",
                "Best-fit slots with cost, reasons and the price of each wish; for bundles and series too",
                .permission(.suggest), takes: SuggestionWish.self, gives: .ok(SuggestionsBody.self),
                refuses: [.notFound, .ruleBroken], suggest),
            APIOperation(
                "holdSlot", .post, "/v1/holds", "Reserves a slot for five minutes", .permission(.book),
                takes: NewHold.self, gives: .created(HoldBody.self),
                refuses: [.notFound, .slotTaken, .ruleBroken], demands: .changesBook, hold),
            APIOperation(
                "listHolds", .get, "/v1/holds", "What the caller's patients hold at the moment",
                .permission(.book),
                query: [.init("patient", Patient.ID.self, "Whose; staff must say it.")],
                gives: .ok(Page<HoldBody>.self), refuses: [.notFound], holds),
            APIOperation(
                "showHold", .get, "/v1/holds/{id}", "A live hold", .permission(.book),
                gives: .ok(HoldBody.self),
                refuses: [.holdExpired], showHold),
            APIOperation(
                "extendHold", .post, "/v1/holds/{id}/extension", "Another five minutes, once",
                .permission(.book),
                gives: .ok(HoldBody.self), refuses: [.holdExpired, .holdExtended], extend),
            APIOperation(
                "releaseHold", .delete, "/v1/holds/{id}", "Gives a held slot back", .permission(.book),
                gives: .nothing,
                refuses: [.holdExpired], release),
        ]
    }

    private var access: Access { Access(scheduling) }

    private func slots(_ call: Call) async throws -> Reply {
        let asked = try SlotQuery(call, type: call.required("appointmentType"))
        let (days, found) = try await asked.find(in: scheduling)
        guard found.isEmpty else { return try .ok(SlotsBody(items: found.map(SlotBody.init))) }
        let wish = SuggestAppointments.Wish(
            type: asked.type, patient: nil, earliest: days.lowerBound, latest: days.upperBound)
        let why = try await suggesting.appointments.whyNot(wish)
        return try Reply.ok(
            SlotsBody(items: [], whyNot: why.map { ReasonBody($0, in: Words(call.language)) })
        ).said(in: call.language)
    }

    private func suggest(_ call: Call) async throws -> Reply {
        let (wish, caller): (SuggestionWish, Caller) = (try call.read(), try call.caller)
        guard wish.patient != nil || caller.role != .patient else {
            throw Problem.invalid("patient", "is required of patients")
        }
        let answer = { @Sendable [suggesting] in
            try Reply.ok(try await suggesting(wish, for: caller, in: Words(call.language)))
                .said(in: call.language)
        }
        guard wish.bundle != nil || wish.series != nil else { return try await answer() }
        try call.charge(20)
        return try await gate.run(for: caller, answer)
    }

    private func hold(_ call: Call) async throws -> Reply {
        let new: NewHold = try call.read()
        let caller = try call.caller
        do {
            let hold = try await HoldSlot(scheduling)(
                new.appointmentType, for: new.patient, with: new.practitioner, at: new.start,
                priority: new.priority(for: caller), by: caller)
            return try .created(HoldBody(hold), at: "/v1/holds/\(hold.id)")
        } catch let error as BookingError where error.isTaken {
            throw await suggesting.problem(
                error, instead: new.appointmentType, for: new.patient, from: new.start,
                in: Words(call.language))
        }
    }

    private func holds(_ call: Call) async throws -> Reply {
        let caller = try call.caller
        var patients = caller.patients
        if let patient = try call.query("patient", Patient.ID.self) {
            try await access.require(.book, patient: patient, for: caller)
            patients = [patient]
        } else if caller.role != .patient {
            throw Problem.invalid("patient", "is required of staff")
        }
        return try .ok(
            Page(items: try await ListHolds(scheduling)(of: patients).map(HoldBody.init)))
    }

    private func showHold(_ call: Call) async throws -> Reply {
        let (id, caller): (Hold.ID, Caller) = (try call.path("id"), try call.caller)
        return try .ok(
            HoldBody(try await scheduling.read { try $0.hold(id, $1, for: caller) }))
    }

    private func extend(_ call: Call) async throws -> Reply {
        try .ok(HoldBody(try await ExtendHold(scheduling)(call.path("id"), by: call.caller)))
    }

    private func release(_ call: Call) async throws -> Reply {
        try await ReleaseHold(scheduling)(call.path("id"), by: call.caller)
        return .nothing
    }
}

extension NewHold {
    /// Only staff say that care is urgent.
    fileprivate func priority(for caller: Caller) -> Priority {
        caller.role == .patient && priority == .urgent ? .normal : priority ?? .normal
    }
}
