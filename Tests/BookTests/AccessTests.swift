import Storage
import StorageSQLite
import Domain
import TestKit
import Testing

@testable import Book
@testable import Booking
@testable import Directory

/// Whose something is, is asked in the transaction that changes it; what is another's looks as if it were not there.
@Suite struct AccessTests {
    private static let eve = Caller(name: "eve", role: .patient, patients: ["pt-9"])
    private static let weber = Caller(name: "weber", role: .practitioner, practitioner: "weber")

    private typealias Verb = @Sendable (TestClinic, Appointment, Hold, Caller) async throws -> Void

    /// Every verb that changes what one patient has.
    private static let verbs: [String: Verb] = [
        "book": { clinic, _, _, caller in
            _ = try await BookAppointment(clinic.scheduling)(
                .init(
                    type: "visit", patient: "pt-1", place: .slot("okafor", start: clinic.at("15:00", day: 2))),
                by: caller)
        },
        "book a hold": { clinic, _, hold, caller in
            _ = try await BookAppointment(clinic.scheduling)(
                .init(type: "visit", patient: "pt-1", place: .hold(hold.id)), by: caller)
        },
        "series": { clinic, _, _, caller in
            _ = try await BookSeries(clinic.scheduling)(
                "visit", for: "pt-1", with: "okafor",
                at: [clinic.at("14:00", day: 2), clinic.at("14:00", day: 3)], by: caller)
        },
        "overbook": { clinic, _, _, caller in
            _ = try await OverbookAppointment(clinic.scheduling)(
                "visit", for: "pt-1", with: "okafor", at: clinic.at("09:00", day: 1), because: "fever",
                by: caller)
        },
        "hold": { clinic, _, _, caller in
            _ = try await HoldSlot(clinic.scheduling)(
                "visit", for: "pt-1", with: "okafor", at: clinic.at("15:00", day: 2), by: caller)
        },
        "extend": { clinic, _, hold, caller in
            _ = try await ExtendHold(clinic.scheduling)(hold.id, by: caller)
        },
        "release": { clinic, _, hold, caller in try await ReleaseHold(clinic.scheduling)(hold.id, by: caller)
        },
        "reschedule": { clinic, booked, _, caller in
            _ = try await RescheduleAppointment(clinic.scheduling)(
                booked.id, to: nil, at: clinic.at("15:00", day: 2), by: caller)
        },
        "cancel": { clinic, booked, _, caller in
            _ = try await CancelAppointment(clinic.scheduling)(booked.id, by: caller)
        },
        "confirm": { clinic, booked, _, caller in
            _ = try await ConfirmAppointment(clinic.scheduling)(booked.id, by: caller)
        },
        "arrive": { clinic, booked, _, caller in
            _ = try await MarkArrived(clinic.scheduling)(booked.id, by: caller)
        },
        "retract": { clinic, booked, _, caller in
            _ = try await MarkEnteredInError(clinic.scheduling)(booked.id, by: caller)
        },
        "step back": { clinic, booked, _, caller in
            _ = try await TakeBackStep(clinic.scheduling)(booked.id, by: caller)
        },
        "link": { clinic, booked, _, caller in
            _ = try await UseLink(clinic.scheduling).make(booked.id, by: caller)
        },
        "wait": { clinic, _, _, caller in
            let day = LocalDate(iso8601: "2026-03-09")!
            _ = try await JoinWaitlist(clinic.scheduling)("pt-1", for: "visit", on: day...day, by: caller)
        },
    ]

    @Test(arguments: verbs.keys.sorted(), [eve, weber])
    func `another's is not there`(name: String, caller: Caller) async throws {
        let clinic = try await TestClinic()
        let booked = try await clinic.book("visit", "okafor", "09:00", day: 1, for: "pt-1")
        let hold = try await HoldSlot(clinic.scheduling)(
            "visit", for: "pt-1", with: "okafor", at: clinic.at("11:00", day: 1), by: clinic.staff)
        let before = try await clinic.database.read { try $0.first("SELECT count(*) FROM audit") }
        let verb = try #require(Self.verbs[name])
        let refusal = await #expect(throws: BookingError.self) {
            try await verb(clinic, booked, hold, caller)
        }
        switch refusal {
        case .unknown, .holdExpired: break
        default: Issue.record("\(name) by \(caller.name): \(String(describing: refusal))")
        }
        let after = try await clinic.database.read { try $0.first("SELECT count(*) FROM audit") }
        #expect(after == before, "nothing was written")
    }
}
