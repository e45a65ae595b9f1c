import Rebalancing
import Book
import Domain
import HTTPTypes
import Planning
import Platform
import ServiceContracts
import Words
import Storage

/// Plans for the book: made in the background, read while they improve, applied whole or in part.
struct ProposalRoutes {
    let scheduling: Scheduling
    let jobs: PlanJobs

    var operations: [APIOperation] {
        [
            APIOperation(
                "makeProposal", .post, "/v1/proposals",
                "Begins a plan that re-places the displaced or spreads load; read it while it improves",
                .permission(.plan), takes: NewProposal.self, gives: .accepted(ProposalBody.self),
                refuses: [.notFound],
                make),
            APIOperation(
                "listProposals", .get, "/v1/proposals", "Plans in the making, then stored ones, newest first",
                .permission(.plan), gives: .ok(Page<ProposalBody>.self), list),
            APIOperation(
                "showProposal", .get, "/v1/proposals/{id}",
                "A plan with its bound; while it is made, the best so far",
                .permission(.plan), gives: .ok(ProposalBody.self), show),
            APIOperation(
                "applyProposal", .post, "/v1/proposals/{id}/application",
                "Applies all moves or a chosen part, if the book has not moved on",
                .permission(.applyProposal),
                takes: Application.self, isBodyOptional: true, gives: .ok(Page<AppointmentBody>.self),
                refuses: [.proposalOutdated, .slotTaken, .ruleBroken, .illegalTransition], apply),
            APIOperation(
                "listAnswers", .get, "/v1/proposals/{id}/answers",
                "What those who were moved by a plan say to it, so far", .permission(.runDesk),
                gives: .ok(Page<PlanAnswerBody>.self), refuses: [.notFound], answers),
            APIOperation(
                "discardProposal", .delete, "/v1/proposals/{id}",
                "Stops a plan in the making, or forgets a stored one", .permission(.plan), gives: .nothing,
                discard),
        ]
    }

    private func make(_ call: Call) async throws -> Reply {
        let new: NewProposal = try call.read()
        let purpose = try await purpose(of: new)
        let id = try await jobs.submit(
            purpose, options: new.options,
            limits: PlanLimits(seconds: Double(new.deadlineSeconds?.value ?? 10)))
        return try .accepted(ProposalBody(await jobs.job(id)), at: "/v1/proposals/\(id)")
    }

    private func purpose(of new: NewProposal) async throws -> PlanPurpose {
        let absences = [new.absence].compactMap { $0 } + (new.absences ?? [])
        if let selection = new.selection, absences.isEmpty {
            guard selection.from <= selection.to else {
                throw Problem.invalid("selection.to", "must not be before from")
            }
            return .rebalance(from: selection.from, to: selection.to)
        }
        guard !absences.isEmpty, new.selection == nil else {
            throw Problem.invalid("absence", "or selection must say what the plan is for, not both")
        }
        for absence in absences { _ = try await RecordAbsence(scheduling).show(absence) }
        return .replace(absences)
    }

    private func list(_ call: Call) async throws -> Reply {
        var items = try await jobs.unfinished().map(ProposalBody.init)
        let stored = try await ApplyProposal(scheduling).list(limit: 50)
        let patients = try await patients(of: stored, for: call.caller)
        items += stored.map { ProposalBody($0, patients, in: Words(call.language)) }
        return try Reply.ok(Page(items: items)).said(in: call.language)
    }

    private func show(_ call: Call) async throws -> Reply {
        let id: Proposal.ID = try call.path("id")
        if let job = try? await jobs.job(PlanJob.ID(id.rawValue)) {
            guard case .ready = job.state else { return try .ok(ProposalBody(job)) }
        }
        let proposal = try await ApplyProposal(scheduling).show(id)
        let job = try? await jobs.job(PlanJob.ID(id.rawValue))
        return try Reply.ok(
            ProposalBody(
                proposal, try await patients(of: [proposal], for: call.caller), in: Words(call.language),
                progress: job?.progress ?? [])
        ).said(in: call.language)
    }

    private func apply(_ call: Call) async throws -> Reply {
        let body: Application = try call.read()
        let moved = try await ApplyProposal(scheduling)(
            call.path("id"), only: body.moves.map(Set.init), by: call.caller)
        return try .ok(
            Page(items: moved.map { AppointmentBody($0, zone: scheduling.zoneName(of: $0.practitioner)) }))
    }

    private func answers(_ call: Call) async throws -> Reply {
        let (id, caller): (Proposal.ID, Caller) = (try call.path("id"), try call.caller)
        let all = try await ShowAnswers(scheduling)(id).filter {
            (try? caller.require(.runDesk, schedule: $0.appointment.practitioner)) != nil
        }
        let whom = all.map(\.patient.id.rawValue).joined(separator: " ")
        if !all.isEmpty { scheduling.readings.note("answersRead", id.rawValue, whom, by: caller) }
        return try .ok(Page(items: all.map(PlanAnswerBody.init)))
    }

    private func discard(_ call: Call) async throws -> Reply {
        let id: Proposal.ID = try call.path("id")
        if let job = try? await jobs.job(PlanJob.ID(id.rawValue)), !job.isOver {
            try await jobs.cancel(job.id)
            return .nothing
        }
        try await ApplyProposal(scheduling).discard(id, by: call.caller)
        return .nothing
    }

    /// Who is moved, without names for those who may not see patients: planners weigh moves, not people.
    private func patients(of proposals: [Proposal], for caller: Caller) async throws -> [Patient.ID:
        PatientReference]
    {
        let ids = Set(proposals.flatMap { $0.moves.map(\.patient) + $0.unplaced.map(\.patient) })
        let showsNames = caller.role.may(.seePatients)
        if showsNames {
            scheduling.readings.note(
                "proposalsRead", "proposals", proposals.map(\.id.rawValue).joined(separator: " "), by: caller)
        }
        let known = try await scheduling.look { try $0.patients(ids) }
        return showsNames ? known : known.mapValues(\.withoutName)
    }
}

extension PatientReference {
    /// The same under its id.
    fileprivate var withoutName: PatientReference {
        PatientReference(id: id, name: id.rawValue, contact: contact, preferences: preferences)
    }
}

extension PlanAnswerBody {
    fileprivate init(_ moved: ShowAnswers.Moved) {
        let (one, before) = (moved.appointment, moved.replacement)
        self.init(
            appointment: one.id, patient: one.patient, name: moved.patient.name,
            from: .init(before.from), at: .init(practitioner: one.practitioner, start: one.range.start),
            movedAt: before.at, seenAt: before.seenAt, answer: Answer(moved.answer))
    }
}

extension PlanAnswerBody.Answer {
    fileprivate init(_ answer: ShowAnswers.Answer) {
        switch answer {
        case .waiting: self = .waiting
        case .accepted: self = .accepted
        case .moved: self = .moved
        case .cancelled: self = .cancelled
        }
    }
}

extension NewProposal {
    fileprivate var options: PlanOptions {
        PlanOptions(
            movesOthers: movesOthers ?? false, freezeHours: freezeHours?.value ?? 48,
            pinned: Set(pinned ?? []),
            excluded: Set(excluded ?? []), overtimeMinutes: overtimeMinutes?.value ?? 0,
            weights: Dictionary((weights ?? []).map { ($0.name.value, $0.points.value) }) { $1 })
    }
}
