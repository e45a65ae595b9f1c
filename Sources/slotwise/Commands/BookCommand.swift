import ArgumentParser
import Availability
import Domain
import Suggesting
import Booking
import Book
import SchedulingService
import ServiceContracts

struct BookCommand: ServedCommand {
    static let configuration = CommandConfiguration(
        commandName: "book",
        abstract: "Book an appointment, or a weekly series of them.",
        discussion: """
            Examples:
              slotwise book gp-return --patient pt-1 --practitioner p-01 --start 2026-03-02T09:40
              slotwise book gp-return --patient pt-1 --any --start 2026-03-02T09:40
              slotwise book gp-return --patient pt-1 --hold 4kq7…
              slotwise book gp-return --patient pt-1 --practitioner p-01 --start 2026-03-02T09:40 --weeks 6
              slotwise book gp-return --patient pt-1 --practitioner p-01 --start 2026-03-02T09:40 --overbook "fever"

            A clash is refused with exit code 1 and fresh alternatives; nothing is written then.
            """
    )

    @OptionGroup var book: BookOptions
    @Argument(help: "Appointment type.") var type: AppointmentType.ID
    @Option(help: "For whom.") var patient: Patient.ID
    @Option(help: "With whom.") var practitioner: Practitioner.ID?
    @Flag(help: "With anybody who is free.") var any = false
    @Option(help: "Only at this location, with --any.") var location: Location.ID?
    @Option(help: "When: 2026-03-02T09:40 on the location's wall, or in UTC with Z.") var start: String?
    @Option(help: "Book what this hold keeps.") var hold: Hold.ID?
    @Option(help: "Repeat weekly, so many appointments in all; all or none.") var weeks: Int?
    @Option(help: "Put it over whatever is there, for this reason.") var overbook: String?
    @Flag(help: "Let others, who do not mind with whom, change their practitioner to make room.")
    var reshuffle = false
    @Option(help: "urgent, normal or routine.") var priority: Priority = .normal
    @Option(help: "The same key with the same request books once.") var key: String?

    func validate() throws {
        let ways = [practitioner != nil, any, hold != nil].count { $0 }
        guard ways == 1 else { throw ValidationError("say one of --practitioner, --any and --hold") }
        guard hold != nil || start != nil else { throw ValidationError("--start is missing") }
        let special = [weeks != nil, overbook != nil, reshuffle].count { $0 }
        guard practitioner != nil || special == 0 else {
            throw ValidationError("--weeks, --overbook and --reshuffle need --practitioner")
        }
        guard special <= 1 else {
            throw ValidationError("--weeks, --overbook and --reshuffle exclude each other")
        }
        guard any || location == nil else { throw ValidationError("--location goes with --any") }
        if let weeks, !Bounds.SeriesLength.allows(weeks) {
            throw ValidationError("--weeks: \(weeks) \(Bounds.SeriesLength.rule)")
        }
    }

    func run() async throws {
        try await Host.open(book.place) { host in
            let clock = WallClock(context: try await host.scheduling.clinic())
            do {
                let booked = try await booked(host, clock)
                let terminal = Terminal()
                guard !book.json else {
                    return try terminal.json(ListBody(items: booked.map(BookedBody.init)))
                }
                for appointment in booked {
                    let when = clock.text(appointment.range.start, with: appointment.practitioner)
                    terminal.say(
                        "\(terminal.good("booked")) \(appointment.id)  \(when)  \(clock.context.name(appointment.practitioner))"
                    )
                }
            } catch let refusal as BookingError where refusal.hasAlternatives {
                try await offerAlternatives(host, clock, refusal)
                throw refusal
            }
        }
    }

    private func booked(_ host: Host, _ clock: WallClock) async throws -> [Appointment] {
        let scheduling = host.scheduling
        if let hold {
            let request = BookAppointment.Request(
                type: type, patient: patient, place: .hold(hold), priority: priority)
            return [try await BookAppointment(scheduling)(request, by: book.caller, key: key)]
        }
        let first = try clock.instant(start ?? "", with: practitioner, at: location)
        guard let practitioner else {
            let place = BookAppointment.Place.anyPractitioner(start: first, location: location)
            let request = BookAppointment.Request(
                type: type, patient: patient, place: place, priority: priority)
            return [try await BookAppointment(scheduling)(request, by: book.caller, key: key)]
        }
        if let overbook {
            return [
                try await OverbookAppointment(scheduling)(
                    type, for: patient, with: practitioner, at: first, because: overbook, priority: priority,
                    by: book.caller,
                    key: key
                )
            ]
        }
        if reshuffle {
            let booked = try await BookReshuffled(scheduling)(
                type, for: patient, with: practitioner, at: first, priority: priority, by: book.caller,
                key: key)
            return [booked.appointment] + booked.handedOver
        }
        if let weeks {
            let starts = try clock.weekly(from: first, with: practitioner, count: weeks)
            return try await BookSeries(scheduling)(
                type, for: patient, with: practitioner, at: starts, priority: priority, by: book.caller,
                key: key
            )
        }
        let place = BookAppointment.Place.slot(practitioner, start: first)
        let request = BookAppointment.Request(type: type, patient: patient, place: place, priority: priority)
        return [try await BookAppointment(scheduling)(request, by: book.caller, key: key)]
    }

    private func offerAlternatives(
        _ host: Host, _ clock: WallClock, _ refusal: BookingError
    ) async throws {
        let now = try await host.scheduling.now()
        let wished = try start.map { try clock.instant($0, with: practitioner, at: location) } ?? now
        let first = max(clock.today(now), clock.today(wished))
        let wish = SuggestAppointments.Wish(
            type: type, patient: patient, earliest: first, latest: first + 14,
            preferences: Preferences(practitioners: practitioner.map { [$0] } ?? []), priority: priority,
            count: 3
        )
        let answers = try await SuggestAppointments(host.scheduling, solver: host.solver)(wish)
        let terminal = Terminal()
        if book.json { return try terminal.json(SuggestionsBody(answers, in: terminal.words)) }
        for item in answers.items {
            let when = clock.text(item.slot.range.start, at: item.slot.location)
            terminal.note(
                "  free instead: \(when) (\(item.slot.range.start))  \(clock.context.name(item.slot.practitioner))"
            )
        }
    }
}

extension BookingError {
    /// Whether another slot would help.
    var hasAlternatives: Bool {
        switch self {
        case .slotTaken, .poolExhausted, .patientBusy, .nobodyFree, .holdExpired, .ruleBroken: true
        default: false
        }
    }
}

extension WallClock {
    /// The same wall time in consecutive weeks; a week in which the clock skips or repeats it is an error.
    func weekly(from first: Instant, with practitioner: Practitioner.ID, count: Int) throws -> [Instant] {
        guard let location = context.clinic.practitioners[practitioner]?.location else { return [first] }
        let zone = context.zone(of: location)
        let (date, second) = zone.wallClock(at: first)
        guard let time = LocalTime(minuteOfDay: second / 60) else { return [first] }
        return try [first]
            + (1..<count).map { week in
                let instants = zone.instants(of: time, on: date + 7 * week)
                guard instants.count == 1 else {
                    let fault = instants.isEmpty ? "does not exist" : "happens twice"
                    throw UsageError(
                        "--weeks: \(date + 7 * week) \(time) \(fault) in \(zone.name); nothing was booked")
                }
                return instants[0]
            }
    }
}
