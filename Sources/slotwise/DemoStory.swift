import ServiceContracts
import ArgumentParser
import Availability
import Domain
import Foundation
import Planning
import Suggesting
import Rebalancing
import Directory
import Booking
import Book
import Exchange
import NotificationService
import SchedulingService

/// The main job told on a terminal in half a minute.
struct DemoStory {
    private let host: Host
    private let scheduling: Scheduling
    private let seed: UInt64
    private let directory: String
    private let terminal = Terminal()
    private let staff = Caller(name: "demo", role: .administrator)

    init(_ host: Host, seed: UInt64, directory: String) {
        self.directory = directory
        self.host = host
        scheduling = host.scheduling
        self.seed = seed
    }

    func tell() async throws {
        try await seedClinic()
        try await host.notifications.begin()
        let clock = WallClock(context: try await scheduling.clinic())
        let patient = try await choosePatient(clock.context)
        let booked = try await suggestAndBook(patient, clock)
        try await clash(booked, clock)
        let absence = try await fallIll(clock)
        try await replace(absence)
        try await tellEverybody()
        heading("The book, checked by code that shares nothing with booking")
        let report = try await VerifyBook(scheduling)()
        report.show(on: terminal)
        if !report.faults.isEmpty { throw ExitCode(1) }
    }

    private func tellEverybody() async throws {
        heading("Everybody concerned is told, once, of what is so now")
        try await host.notifications.catchUp()
        let messages = try await ReadMailbox(host.store(.notifications))(limit: 200)
        for message in messages.prefix(3) {
            terminal.say("  \(message.address)  \(terminal.bold(message.subject))")
        }
        terminal.say("  … \(messages.count) messages in the clinic's mailbox; slotwise outbox shows them")
    }

    private func seedClinic() async throws {
        heading("A clinic")
        let (summary, accounts) = try await host.seed(
            .medium, seed: seed, by: staff)
        try DemoAccounts(directory: directory).keep(accounts)
        terminal.say(
            "  \(summary.practitioners) practitioners at \(summary.locations) locations, \(summary.patients) patients, "
                + "\(summary.appointments) appointments in 8 weeks"
        )
        terminal.say(
            "  \(summary.sameDayShare.percent) booked for the same day, median lead \(summary.medianLeadDays) days, "
                + "\(summary.noShowShare.percent) no-shows, \(summary.meanMinutes.oneDecimal) min on average"
        )
    }

    /// Somebody with a wish for a practitioner in general practice and for half of the day.
    private func choosePatient(_ context: ClinicContext) async throws -> PatientReference {
        let patients = try await FindPatient(scheduling).all()
        let wishing = patients.first { patient in
            patient.preferences.timeOfDay != .any
                && patient.preferences.practitioners.contains {
                    context.clinic.practitioners[$0]?.skills.contains("gp") == true
                }
        }
        guard let chosen = wishing ?? patients.first else {
            throw UsageError("the seeded clinic has no patients")
        }
        return chosen
    }

    private func suggestAndBook(_ patient: PatientReference, _ clock: WallClock) async throws -> Appointment {
        let doctor = patient.preferences.practitioners.map(clock.context.name).joined(separator: ", ")
        let half = patient.preferences.timeOfDay == .am ? "mornings" : "afternoons"
        heading("\(patient.name) needs a return visit and likes \(doctor) and \(half)")
        let today = try await clock.today(scheduling.now())
        let wish = SuggestAppointments.Wish(
            type: "gp-return", patient: patient.id, earliest: today + 1, latest: today + 28,
            preferences: patient.preferences
        )
        let answers = try await SuggestAppointments(scheduling, solver: host.solver)(wish)
        answers.show(on: terminal, clock)
        guard let best = answers.items.first else { throw UsageError("the seeded clinic has no free slot") }
        let request = BookAppointment.Request(
            type: "gp-return", patient: patient.id,
            place: .slot(best.slot.practitioner, start: best.slot.range.start)
        )
        let booked = try await BookAppointment(scheduling)(request, by: staff)
        let when = clock.text(booked.range.start, with: booked.practitioner)
        terminal.say(
            "  \(terminal.good("booked")) the first: \(when) with \(clock.context.name(booked.practitioner))")
        return booked
    }

    private func clash(_ booked: Appointment, _ clock: WallClock) async throws {
        let patients = try await FindPatient(scheduling).all()
        guard let other = patients.last(where: { $0.id != booked.patient }) else { return }
        heading("\(other.name) wants the same time")
        let place = BookAppointment.Place.slot(booked.practitioner, start: booked.range.start)
        do {
            let request = BookAppointment.Request(type: "gp-return", patient: other.id, place: place)
            _ = try await BookAppointment(scheduling)(request, by: staff)
            throw RejectedPlan(violations: ["a double booking was possible"])
        } catch let refusal as BookingError {
            let when = clock.text(booked.range.start, with: booked.practitioner)
            terminal.say(
                "  \(terminal.bad("refused")): \(when) is taken (\(refusal.isTaken ? "slot-taken" : "\(refusal)")); free instead:"
            )
        }
        let date = clock.today(booked.range.start)
        let wish = SuggestAppointments.Wish(
            type: "gp-return", patient: other.id, earliest: date, latest: date + 14,
            preferences: Preferences(practitioners: [booked.practitioner]), count: 3
        )
        try await SuggestAppointments(scheduling, solver: host.solver)(wish).show(on: terminal, clock)
    }

    /// The practitioner whose absence displaces most.
    private func fallIll(_ clock: WallClock) async throws -> RecordAbsence.Recorded {
        let today = try await clock.today(scheduling.now())
        var booked: [(count: Int, id: Practitioner.ID)] = []
        for id in clock.context.clinic.practitioners.keys.sorted() {
            var count = 0
            for day in 1...14 {
                count += try await ShowAgenda(scheduling)(id, on: today + day).count {
                    $0.appointment.status == .booked
                }
            }
            booked.append((count, id))
        }
        guard let busiest = booked.max(by: { ($0.count, $1.id) < ($1.count, $0.id) }) else {
            throw UsageError("nobody works")
        }
        heading("\(clock.context.name(busiest.id)) falls ill for two weeks")
        let zone = clock.context.zone(of: try clock.context.practitioner(busiest.id).location)
        guard let first = zone.day(today + 1), let last = zone.day(today + 14) else {
            throw UsageError("no such day")
        }
        let recorded = try await RecordAbsence(scheduling)(
            busiest.id, TimeRange(start: first.start, end: last.end), because: "illness", by: staff
        )
        let unreachable = recorded.displaced.count { !$0.isReachable }
        terminal.say(
            "  \(recorded.displaced.count) patients displaced, \(unreachable) of them cannot be reached:")
        recorded.showDisplaced(on: terminal, clock, limit: 5)
        return recorded
    }

    private func replace(_ recorded: RecordAbsence.Recorded) async throws {
        heading("Everybody re-placed in one plan")
        let proposal = try await ProposePlan(scheduling, solver: host.solver)(
            .replace([recorded.absence.id]), limits: PlanLimits(seconds: 10))
        try await proposal.show(on: terminal, host, asJSON: false, limit: 8)
        let moved = try await ApplyProposal(scheduling)(proposal.id, by: staff)
        terminal.say("  \(terminal.good("applied")): \(moved.count) appointments moved in one transaction")
    }

    private func heading(_ text: String) {
        terminal.say()
        terminal.say(terminal.bold(text))
    }
}

extension BookingError {
    fileprivate var isTaken: Bool {
        if case .slotTaken = self { true } else { false }
    }
}
