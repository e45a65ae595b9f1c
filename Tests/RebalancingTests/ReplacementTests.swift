import Exchange
import Domain
import Planning
@testable import Rebalancing
@testable import Booking
@testable import Book
import TestKit
import Testing
import Words

@Suite struct ReplacementTests {
    /// Okafor has four visits on Tuesday; Weber is there too, with one visit at 09:20.
    private func clinic() async throws -> (TestClinic, RecordAbsence.Recorded) {
        let clinic = try await TestClinic()
        for (index, time) in ["09:00", "09:20", "09:40", "14:00"].enumerated() {
            try await clinic.book("visit", "okafor", time, for: Patient.ID("pt-\(index + 1)"))
        }
        try await clinic.book("visit", "weber", "09:20", for: "pt-9")
        let tuesday = TimeRange(start: clinic.at("00:00", day: 1), end: clinic.at("00:00", day: 2))
        let recorded = try await RecordAbsence(clinic.scheduling)(
            "okafor", tuesday, because: "ill", by: clinic.admin)
        return (clinic, recorded)
    }

    private func propose(_ clinic: TestClinic, _ recorded: RecordAbsence.Recorded) async throws -> Proposal {
        try await ProposePlan(clinic.scheduling, solver: TestSolver())(
            .replace([recorded.absence.id]), limits: PlanLimits(seconds: 5))
    }

    @Test func `an absence lists by name whom it displaces, and closes the time`() async throws {
        let (clinic, recorded) = try await clinic()
        #expect(
            recorded.displaced.map(\.patient.name) == ["Patient 1", "Patient 2", "Patient 3", "Patient 4"])
        #expect(recorded.displaced.allSatisfy { $0.isReachable })
        await #expect(throws: BookingError.self) {
            try await clinic.book("visit", "okafor", "11:00", for: "pt-8")
        }
        #expect(try await RecordAbsence(clinic.scheduling).list() == [recorded])
    }

    @Test func `everybody is re-placed in one plan that is proved, and applied in one go`() async throws {
        let (clinic, recorded) = try await clinic()
        let proposal = try await propose(clinic, recorded)
        #expect(proposal.moves.count == 4 && proposal.unplaced.isEmpty)
        #expect(proposal.objective == proposal.bound && proposal.termination == "optimal")
        #expect(proposal.moves.reduce(0) { $0 + $1.cost } == proposal.objective)
        #expect(proposal.moves.allSatisfy { !$0.reasons.isEmpty })
        // A day later with one's own practitioner costs 7 points, the same day with another one 25.
        #expect(proposal.moves.allSatisfy { $0.to.practitioner == "okafor" && $0.cost == 7 })
        #expect(try await ApplyProposal(clinic.scheduling).show(proposal.id) == proposal)

        let moved = try await ApplyProposal(clinic.scheduling)(proposal.id, by: clinic.admin)
        #expect(moved.map(\.range.start) == proposal.moves.map(\.to.start))
        #expect(moved.allSatisfy { $0.status == .booked })
        let report = try await clinic.verify()
        #expect(report.faults == [] && report.outsideWorkingTime == 0)
        #expect(try await RecordAbsence(clinic.scheduling).list()[0].displaced.isEmpty)
    }

    @Test func `whoever was moved is told from where until they answer`() async throws {
        let (clinic, recorded) = try await clinic()
        let proposal = try await propose(clinic, recorded)
        _ = try await ApplyProposal(clinic.scheduling)(proposal.id, by: clinic.admin)
        func unanswered() async throws -> [Appointment.ID: Seat] {
            try await ListAppointments(clinic.scheduling)(.init(), after: nil, limit: 50).replaced
        }
        let from = proposal.moves.map { ($0.appointment, $0.from) }
        #expect(try await unanswered() == Dictionary(uniqueKeysWithValues: from))

        let patient = Caller(name: "patient", role: .patient, patients: ["pt-1"])
        _ = try await ConfirmAppointment(clinic.scheduling)(from[0].0, by: patient)
        _ = try await CancelAppointment(clinic.scheduling)(from[1].0, by: clinic.staff)
        let free = clinic.at("16:00", day: 2)
        _ = try await RescheduleAppointment(clinic.scheduling)(from[2].0, to: nil, at: free, by: clinic.staff)
        #expect(try await unanswered() == [from[3].0: from[3].1])
    }

    @Test func `a part can be applied, then the rest`() async throws {
        let (clinic, recorded) = try await clinic()
        let proposal = try await propose(clinic, recorded)
        let apply = ApplyProposal(clinic.scheduling)
        let first: Set = [proposal.moves[0].appointment]
        #expect(try await apply(proposal.id, only: first, by: clinic.admin).count == 1)
        #expect(try await RecordAbsence(clinic.scheduling).list()[0].displaced.count == 3)
        _ = try await apply(
            proposal.id, only: Set(proposal.moves.dropFirst().map(\.appointment)), by: clinic.admin)
        #expect(try await clinic.verify().faults == [])
        await #expect(throws: BookingError.unknownMove("x")) {
            _ = try await apply(proposal.id, only: ["x"], by: clinic.admin)
        }
    }

    @Test func `if the book moved on nothing is applied, and everything that changed is told`() async throws {
        let (clinic, recorded) = try await clinic()
        let proposal = try await propose(clinic, recorded)
        let (cancelled, target) = (proposal.moves[0], proposal.moves[1].to)
        _ = try await CancelAppointment(clinic.scheduling)(cancelled.appointment, by: clinic.staff)
        let place = BookAppointment.Place.slot(target.practitioner, start: target.start)
        _ = try await BookAppointment(clinic.scheduling)(
            .init(type: "visit", patient: "pt-10", place: place), by: clinic.staff)
        do {
            _ = try await ApplyProposal(clinic.scheduling)(proposal.id, by: clinic.admin)
            Issue.record("was applied")
        } catch BookingError.proposalOutdated(let moves) {
            #expect(moves.count == 2)
            #expect(moves[0].change == "is cancelled now")
            #expect(moves[1].change.contains("can no longer go there"))
        }
        #expect(try await RecordAbsence(clinic.scheduling).list()[0].displaced.count == 3)
        #expect(try await clinic.verify().faults == [])
    }

    @Test func `only staff may apply`() async throws {
        let (clinic, recorded) = try await clinic()
        let proposal = try await propose(clinic, recorded)
        await #expect(throws: BookingError.notPermitted(.applyProposal, role: .patient)) {
            _ = try await ApplyProposal(clinic.scheduling)(
                proposal.id, by: Caller(name: "pt-1", role: .patient))
        }
    }

    @Test func `who finds no place is listed with the cause`() async throws {
        let clinic = try await TestClinic()
        try await clinic.book("derm", "laurent", "09:05")
        let month = TimeRange(start: clinic.at("00:00", day: 0), end: clinic.at("00:00", day: 60))
        let recorded = try await RecordAbsence(clinic.scheduling)(
            "laurent", month, because: "ill", by: clinic.admin)
        let proposal = try await propose(clinic, recorded)
        #expect(proposal.moves.isEmpty)
        #expect(
            proposal.unplaced.map { Words(.english).text($0.cause) }.allSatisfy {
                $0.contains("nobody with derm has 45 min free")
            })
        #expect(proposal.unplaced.count == 1)
    }

    @Test func `a moved appointment keeps the length it was booked with`() async throws {
        let clinic = try await TestClinic { clinic in
            clinic.practitioners["okafor"] = Practitioner(
                id: "okafor", name: "Dr Okafor", location: "main", skills: ["gp"],
                lengths: ["visit": AppointmentLength(duration: 45, bufferBefore: 5)]
            )
        }
        let booked = try await clinic.book("visit", "okafor", "10:00")
        let month = TimeRange(start: clinic.at("00:00", day: 1), end: clinic.at("00:00", day: 60))
        let recorded = try await RecordAbsence(clinic.scheduling)(
            "okafor", month, because: "ill", by: clinic.admin)
        let proposal = try await propose(clinic, recorded)
        let moved = try await ApplyProposal(clinic.scheduling)(proposal.id, by: clinic.admin)
        #expect(moved[0].length == booked.length)
        #expect(moved[0].practitioner == "weber")
    }

    @Test func `an old proposal moves nobody into the past`() async throws {
        let (clinic, recorded) = try await clinic()
        let proposal = try await propose(clinic, recorded)
        clinic.time.advance(Minutes(2 * 1_440 + 300))
        do {
            _ = try await ApplyProposal(clinic.scheduling)(proposal.id, by: clinic.admin)
            Issue.record("was applied")
        } catch BookingError.proposalOutdated(let moves) {
            #expect(moves.count == 4 && moves.allSatisfy { $0.change == "has begun already" })
        }
    }

    @Test func `buffers that are no multiple of a tick are planned and applied`() async throws {
        let clinic = try await TestClinic { clinic in
            clinic.types["odd"] = AppointmentType(
                id: "odd", name: "Odd",
                length: AppointmentLength(duration: 21, bufferBefore: 2, bufferAfter: 4), skill: "gp"
            )
        }
        for (index, time) in ["09:05", "09:40", "10:30"].enumerated() {
            try await clinic.book("odd", "okafor", time, for: Patient.ID("pt-\(index + 1)"))
        }
        let month = TimeRange(start: clinic.at("00:00", day: 1), end: clinic.at("00:00", day: 60))
        let recorded = try await RecordAbsence(clinic.scheduling)(
            "okafor", month, because: "ill", by: clinic.admin)
        let proposal = try await propose(clinic, recorded)
        #expect(try await ApplyProposal(clinic.scheduling)(proposal.id, by: clinic.admin).count == 3)
        #expect(try await clinic.verify().faults == [])
    }

    @Test func `an absence outside every calendar is refused, and the book stays readable`() async throws {
        let clinic = try await TestClinic()
        for (start, end) in [(-70_000_000_000, -69_999_990_000), (8_000_000_000, 8_000_090_000)]
            as [(Int64, Int64)]
        {
            let range = TimeRange(
                start: Instant(secondsSince1970: start), end: Instant(secondsSince1970: end))
            await #expect(throws: BookingError.self) {
                _ = try await RecordAbsence(clinic.scheduling)(
                    "okafor", range, because: "x", by: clinic.admin)
            }
        }
        #expect(try await RecordAbsence(clinic.scheduling).list().isEmpty)
    }
}

/// Whoever decided a plan sees what those say whom it moved.
@Suite struct PlanAnswersTests {
    /// Four visits of Okafor's that a plan has moved, as it was applied.
    private func applied() async throws -> (TestClinic, Proposal, [Appointment]) {
        let clinic = try await TestClinic()
        for (index, time) in ["09:00", "09:20", "09:40", "14:00"].enumerated() {
            try await clinic.book("visit", "okafor", time, for: Patient.ID("pt-\(index + 1)"))
        }
        let tuesday = TimeRange(start: clinic.at("00:00", day: 1), end: clinic.at("00:00", day: 2))
        let absence = try await RecordAbsence(clinic.scheduling)(
            "okafor", tuesday, because: "ill", by: clinic.admin
        ).absence
        let plan = try await ProposePlan(clinic.scheduling, solver: TestSolver())(
            .replace([absence.id]), limits: PlanLimits(seconds: 5))
        return (clinic, plan, try await ApplyProposal(clinic.scheduling)(plan.id, by: clinic.admin))
    }

    private func caller(_ appointment: Appointment) -> Caller {
        Caller(name: "account", role: .patient, patients: [appointment.patient])
    }

    private func answers(
        _ clinic: TestClinic, _ plan: Proposal
    ) async throws -> [Patient.ID: ShowAnswers.Moved] {
        let all = try await ShowAnswers(clinic.scheduling)(plan.id)
        return Dictionary(uniqueKeysWithValues: all.map { ($0.appointment.patient, $0) })
    }

    @Test func `it suits one, another chooses a time, one declines, one is silent`() async throws {
        let (clinic, plan, moved) = try await applied()
        let of = Dictionary(uniqueKeysWithValues: moved.map { ($0.patient, $0) })
        #expect(try await answers(clinic, plan).values.allSatisfy { $0.answer == .waiting })
        let (yes, other, no) = (try #require(of["pt-1"]), try #require(of["pt-2"]), try #require(of["pt-3"]))
        _ = try await ConfirmAppointment(clinic.scheduling)(yes.id, by: caller(yes))
        _ = try await RescheduleAppointment(clinic.scheduling)(
            other.id, to: "okafor", at: clinic.at("10:00", day: 9), by: clinic.staff)
        _ = try await CancelAppointment(clinic.scheduling)(no.id, by: clinic.staff)
        let said = try await answers(clinic, plan)
        #expect(
            said.mapValues(\.answer) == [
                "pt-1": .accepted, "pt-2": .moved, "pt-3": .cancelled, "pt-4": .waiting,
            ])
        #expect(
            said["pt-1"]?.replacement.from == Seat(practitioner: "okafor", start: clinic.at("09:00", day: 1)))
    }

    @Test
    func `a step that changes no place is no answer, and a place that changes is one, whatever was said`()
        async throws
    {
        let (clinic, plan, moved) = try await applied()
        let of = Dictionary(uniqueKeysWithValues: moved.map { ($0.patient, $0) })
        let (one, other) = (try #require(of["pt-1"]), try #require(of["pt-2"]))
        _ = try await ConfirmAppointment(clinic.scheduling)(other.id, by: caller(other))
        _ = try await RescheduleAppointment(clinic.scheduling)(
            other.id, to: "okafor", at: clinic.at("10:00", day: 9), by: clinic.staff)
        #expect(try await answers(clinic, plan)["pt-2"]?.answer == .moved)
        clinic.time.set(one.range.start)
        _ = try await MarkArrived(clinic.scheduling)(one.id, by: clinic.staff)
        #expect(try await answers(clinic, plan)["pt-1"]?.answer == .accepted)
        _ = try await TakeBackStep(clinic.scheduling)(one.id, by: clinic.staff)
        #expect(try await answers(clinic, plan)["pt-1"]?.answer == .waiting)
    }

    @Test func `what was applied of a plan that is forgotten can still be seen`() async throws {
        let (clinic, plan, moved) = try await applied()
        try await ApplyProposal(clinic.scheduling).discard(plan.id, by: clinic.admin)
        #expect(try await ShowAnswers(clinic.scheduling)(plan.id).count == moved.count)
    }

    @Test func `a patient sees it once, staff do not see it for them`() async throws {
        let (clinic, plan, moved) = try await applied()
        let one = try #require(moved.first)
        try await NoteSight(clinic.scheduling)(one.id, by: clinic.staff)
        #expect(try await answers(clinic, plan)[one.patient]?.replacement.seenAt == nil)
        let first = clinic.time.now
        try await NoteSight(clinic.scheduling)(one.id, by: caller(one))
        clinic.time.advance(10)
        try await NoteSight(clinic.scheduling)(one.id, by: caller(one))
        #expect(try await answers(clinic, plan)[one.patient]?.replacement.seenAt == first)
        await #expect(throws: BookingError.self) {
            try await NoteSight(clinic.scheduling)(
                one.id, by: Caller(name: "other", role: .patient, patients: ["pt-9"]))
        }
    }

    @Test func `a plan that was not applied has none, and of no plan there are none`() async throws {
        let (clinic, plan, _) = try await applied()
        let other = try await ProposePlan(clinic.scheduling, solver: TestSolver())(
            plan.purpose, limits: PlanLimits(seconds: 5))
        #expect(try await ShowAnswers(clinic.scheduling)(other.id).isEmpty)
        await #expect(throws: BookingError.self) { try await ShowAnswers(clinic.scheduling)("nothing") }
    }
}
