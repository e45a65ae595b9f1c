import Domain
import Foundation
import Booking
import Book
import SchedulingService

/// One of the 200: asks for something random, remembers what it got, asks again.
struct Booker {
    private let number: Int
    private let scheduling: Scheduling
    private let log: ClientLog
    private var random: SeededRandom
    private var mine: [String] = []
    private let staff: Caller

    init(number: Int, seed: UInt64, scheduling: Scheduling, log: ClientLog) {
        self.number = number
        self.scheduling = scheduling
        self.log = log
        random = SeededRandom(seed: seed &* 1_000 &+ UInt64(number))
        staff = Caller(name: "booker \(number)", role: .receptionist)
    }

    mutating func act() async {
        let kinds = RaceRequest.Kind.allCases
        var kind = kinds[random.below(kinds.count)]
        if mine.isEmpty && (kind == .cancel || kind == .reschedule) { kind = .book }
        let subject = kind == .cancel || kind == .reschedule ? mine.remove(at: random.below(mine.count)) : nil
        let start = RaceClinic.starts[random.below(RaceClinic.starts.count)]
        await send(
            RaceRequest(
                booker: number, key: UUID().uuidString, kind: kind,
                type: random.below(3) == 0 ? "long" : "short",
                practitioner: RaceClinic.practitioners[random.below(4)].rawValue,
                starts: kind == .series ? (0..<3).map { start + Minutes($0 * 1_440) } : [start],
                subject: subject
            )
        )
    }

    /// Sends a request, for the first time or again.
    mutating func send(_ request: RaceRequest) async {
        log.asks(request)
        do {
            let got = try await perform(request)
            // Appointments that were moved are still mine; some are cancelled soon, so that the day never fills up.
            if request.kind != .cancel { mine += got }
            log.hears(RaceAnswer(key: request.key, outcome: "ok", appointments: got, detail: nil))
        } catch let refusal as BookingError {
            if let subject = request.subject, mine.count < 3 { mine.append(subject) }
            log.hears(
                RaceAnswer(key: request.key, outcome: "refused", appointments: [], detail: "\(refusal)"))
        } catch {
            log.hears(RaceAnswer(key: request.key, outcome: "failed", appointments: [], detail: "\(error)"))
        }
    }

    private func perform(_ request: RaceRequest) async throws -> [String] {
        let (type, practitioner) = (AppointmentType.ID(request.type), Practitioner.ID(request.practitioner))
        let (patient, start) = (Patient.ID("pt-\(number)"), request.starts[0])
        switch request.kind {
        case .book:
            return try await book(type, .slot(practitioner, start: start), request)
        case .any:
            return try await book(type, .anyPractitioner(start: start, location: nil), request)
        case .bookHeld:
            let hold = try await HoldSlot(scheduling)(
                type, for: patient, with: practitioner, at: start, by: staff)
            return try await book(type, .hold(hold.id), request)
        case .dropHeld:
            let hold = try await HoldSlot(scheduling)(
                type, for: patient, with: practitioner, at: start, by: staff)
            try await ReleaseHold(scheduling)(hold.id, by: staff)
            return []
        case .series:
            return try await BookSeries(scheduling)(
                type, for: patient, with: practitioner, at: request.starts, by: staff, key: request.key
            ).map(\.id.rawValue)
        case .override:
            return [
                try await OverbookAppointment(scheduling)(
                    type, for: patient, with: practitioner, at: start, because: "race", by: staff,
                    key: request.key
                ).id.rawValue
            ]
        case .cancel:
            let id = Appointment.ID(request.subject ?? "")
            return [try await CancelAppointment(scheduling)(id, by: staff, key: request.key).id.rawValue]
        case .reschedule:
            let id = Appointment.ID(request.subject ?? "")
            return [
                try await RescheduleAppointment(scheduling)(
                    id, to: practitioner, at: start, by: staff, key: request.key
                ).id.rawValue
            ]
        }
    }

    private func book(
        _ type: AppointmentType.ID, _ place: BookAppointment.Place, _ request: RaceRequest
    ) async throws -> [String] {
        let wish = BookAppointment.Request(type: type, patient: Patient.ID("pt-\(number)"), place: place)
        return [try await BookAppointment(scheduling)(wish, by: staff, key: request.key).id.rawValue]
    }
}
