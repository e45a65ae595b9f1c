import Domain
import SchedulingService

/// A slot as JSON.
struct SlotBody: Encodable {
    let appointmentType, practitioner, location, start, end: String

    init(_ slot: Slot) {
        appointmentType = slot.type.rawValue
        practitioner = slot.practitioner.rawValue
        location = slot.location.rawValue
        start = slot.range.start.rfc3339
        end = slot.range.end.rfc3339
    }
}

/// Suggestions as JSON.
struct SuggestionsBody: Encodable {
    struct Item: Encodable {
        let slot: SlotBody
        let cost: Int
        let reasons: [String]

        init(_ answer: SuggestAppointments.Answer) {
            slot = SlotBody(answer.slot)
            cost = answer.cost
            reasons = answer.reasons
        }
    }

    struct Price: Encodable {
        let wish: String
        let days: Int?
        let granted, otherwise: SlotBody?
        let words: String
    }

    struct WayOut: Encodable {
        let slot: SlotBody
        let cost: Int
        let words: String
    }

    struct Reshuffled: Encodable {
        let slot: SlotBody
        let cost, handovers: Int
    }

    let items: [Item]
    let prices: [Price]
    let reshuffled: [Reshuffled]
    let whyNot: [String]?
    let waysOut: [WayOut]?

    init(_ answers: SuggestAppointments.Answers) {
        items = answers.items.map(Item.init)
        prices = answers.prices.map {
            Price(
                wish: $0.wish, days: $0.days, granted: $0.granted.map(SlotBody.init),
                otherwise: $0.otherwise.map(SlotBody.init), words: $0.words
            )
        }
        reshuffled = answers.reshuffled.map {
            Reshuffled(slot: SlotBody($0.slot), cost: $0.cost, handovers: $0.handovers)
        }
        whyNot = answers.whyNot.isEmpty ? nil : answers.whyNot
        waysOut =
            answers.waysOut.isEmpty
            ? nil
            : answers.waysOut.map { WayOut(slot: SlotBody($0.slot), cost: $0.cost, words: $0.words) }
    }
}

/// An appointment as JSON.
struct AppointmentBody: Encodable {
    let id, status, appointmentType, practitioner, patient, start, end, priority: String
    let version: Int
    let overbookReason, series: String?

    init(_ appointment: Appointment) {
        id = appointment.id.rawValue
        version = appointment.version
        status = appointment.status.rawValue
        appointmentType = appointment.type.rawValue
        practitioner = appointment.practitioner.rawValue
        patient = appointment.patient.rawValue
        start = appointment.range.start.rfc3339
        end = appointment.range.end.rfc3339
        priority = appointment.priority.rawValue
        overbookReason = appointment.overbookReason
        series = appointment.series
    }
}

/// A list as JSON.
struct ListBody<Item: Encodable>: Encodable {
    let items: [Item]
}

/// An absence as JSON.
struct AbsenceBody: Encodable {
    struct Displaced: Encodable {
        let appointment, patient, name, start: String
        let reachable: Bool
    }

    let id, practitioner, from, to, reason: String
    let displaced: [Displaced]

    init(_ recorded: RecordAbsence.Recorded) {
        id = recorded.absence.id.rawValue
        practitioner = recorded.absence.practitioner.rawValue
        from = recorded.absence.range.start.rfc3339
        to = recorded.absence.range.end.rfc3339
        reason = recorded.absence.reason
        displaced = recorded.displaced.map {
            Displaced(
                appointment: $0.appointment.id.rawValue, patient: $0.patient.id.rawValue,
                name: $0.patient.name,
                start: $0.appointment.range.start.rfc3339, reachable: $0.isReachable
            )
        }
    }
}
