import Suggesting
import Directory
import Book
import Availability
import Domain
import Foundation
import Planning
import Platform
import ServiceContracts
import Words
import Storage

/// Suggestions as the contract has them: for one appointment, a bundle or a series.
struct Suggesting {
    let scheduling: Scheduling
    let solver: any PlanSolver
    /// Who ask at the same time share what was read.
    let snapshots = SnapshotCache()

    var appointments: SuggestAppointments {
        SuggestAppointments(scheduling, solver: solver, snapshots: snapshots)
    }

    /// Steps of a bundle begin within so long of each other unless the wish says otherwise.
    private static let usualGapMinutes = 240

    func callAsFunction(_ wish: SuggestionWish, for caller: Caller, in words: Words) async throws
        -> SuggestionsBody
    {
        let (today, standing) = try await scheduling.read { transaction, context in
            try transaction.require(wish, of: caller)
            let standing = try wish.preferences == nil ? wish.patient.map(transaction.patient) : nil
            return (context.today(at: transaction.now), standing?.preferences ?? Preferences())
        }
        let earliest = max(wish.earliest ?? today, today)
        guard earliest - today <= 366 else {
            throw Problem.invalid("earliest", "must be at most 366 days from today")
        }
        let latest = wish.latest ?? earliest + 28
        guard latest >= earliest, latest - earliest <= 56 else {
            throw Problem.invalid("latest", "must be from `earliest` (today or later) to 56 days after it")
        }
        if let bundle = wish.bundle {
            return try await self.bundle(bundle, wish, earliest, latest, words)
        }
        guard let type = wish.appointmentType else {
            throw Problem.invalid("appointmentType", "is required unless there is a bundle")
        }
        let request = SuggestAppointments.Wish(
            type: type, patient: wish.patient, earliest: earliest, latest: latest,
            preferences: wish.preferences?.preferences ?? standing, priority: wish.priority ?? .normal,
            count: wish.count?.value ?? 5, moving: wish.moving)
        if let series = wish.series { return try await self.series(series, request, words) }
        return SuggestionsBody(try await appointments(request), in: words)
    }

    /// A refusal with what is free instead; without, if that cannot be found.
    func problem(
        _ error: BookingError, instead type: AppointmentType.ID?, for patient: Patient.ID,
        from start: Instant?, in words: Words
    ) async -> Problem {
        let refusal = error.problem
        let days = try? await scheduling.read { transaction, context in
            let today = context.today(at: transaction.now)
            return max(start.map { context.today(at: $0) } ?? today, today)
        }
        guard let type, let first = days else { return refusal }
        let wish = SuggestAppointments.Wish(
            type: type, patient: patient, earliest: first, latest: first + 14, count: 5)
        guard let answers = try? await appointments(wish),
            let data = try? JSONEncoder().encode(SuggestionsBody(answers, in: words).items),
            let items = try? JSONDecoder().decode(JSON.self, from: data)
        else { return refusal }
        return Problem(
            refusal.kind, refusal.detail, members: refusal.members.merging(["suggestions": items]) { $1 })
    }

    private func bundle(
        _ steps: [SuggestionWish.Step], _ wish: SuggestionWish, _ earliest: LocalDate, _ latest: LocalDate,
        _ words: Words
    ) async throws -> SuggestionsBody {
        let parts = try steps.enumerated().map { index, step in
            guard let patient = step.patient ?? wish.patient else {
                throw Problem.invalid("bundle[\(index)].patient", "is required unless the wish names one")
            }
            return SuggestBundle.Step(type: step.appointmentType, patient: patient)
        }
        let gaps = try steps.enumerated().dropFirst().map { index, step in
            let least = step.gapMinutes?.value ?? 0
            let most = step.gapAtMostMinutes?.value ?? max(least, Self.usualGapMinutes)
            guard least <= most else {
                throw Problem.invalid("bundle[\(index)].gapAtMostMinutes", "must not be less than gapMinutes")
            }
            return BundleRequest.Gap.minutes(least...most)
        }
        let found = try await SuggestBundle(scheduling, solver: solver)(
            SuggestBundle.Wish(
                steps: parts, gaps: gaps, isWithOnePractitioner: false, earliest: earliest, latest: latest,
                count: wish.count?.value ?? 5))
        return SuggestionsBody(
            items: found.compactMap { bundle in
                let slots = bundle.steps.map { SlotBody($0.slot) }
                return slots.first.map {
                    SuggestionsBody.Item(
                        slot: $0, slots: slots, cost: bundle.cost,
                        reasons: bundle.steps.flatMap(\.reasons).map { ReasonBody($0, in: words) })
                }
            })
    }

    private func series(
        _ series: SuggestionWish.Series, _ wish: SuggestAppointments.Wish, _ words: Words
    ) async throws -> SuggestionsBody {
        let found = try await SuggestRecurring(scheduling, solver: solver)(
            wish, visits: series.visits.value, intervalDays: series.intervalDays.value)
        return SuggestionsBody(
            items: found.items.compactMap { answer in
                let slots = answer.visits.map(SlotBody.init)
                let departures = answer.exceptions.count
                let reason =
                    departures == 0
                    ? Reason(.samePattern) : Reason(.departures, ["visits": .number(departures)])
                return slots.first.map {
                    SuggestionsBody.Item(
                        slot: $0, slots: slots, cost: answer.cost, reasons: [ReasonBody(reason, in: words)])
                }
            }, whyNot: found.whyNot.isEmpty ? nil : found.whyNot.map { ReasonBody($0, in: words) })
    }
}

extension ReadTransaction {
    /// Throws unless `caller` may ask for everybody whom a wish concerns, and move what it would move.
    fileprivate func require(_ wish: SuggestionWish, of caller: Caller) throws {
        let patients = [wish.patient].compactMap { $0 } + (wish.bundle ?? []).compactMap(\.patient)
        for patient in Set(patients).sorted() {
            try require(.suggest, patient: patient, for: caller)
        }
        guard let moving = wish.moving else { return }
        guard try appointment(moving, .book, for: caller).patient == wish.patient else {
            throw Problem.invalid("moving", "must be an appointment of the patient")
        }
    }
}
