import Booking
import Book
import Domain
import Platform
import ServiceContracts

/// Says which verb a booking of the contract means, and calls it.
struct Booking {
    let scheduling: Scheduling

    /// Books; the first appointment is the one that was asked for first.
    func callAsFunction(_ new: NewAppointment, by caller: Caller, key: String?) async throws -> [Appointment]
    {
        try requireOneKind(new)
        let priority = caller.role == .patient && new.priority == .urgent ? .normal : new.priority ?? .normal
        if let bundle = new.bundle {
            let steps = bundle.map {
                BookBundle.Step(
                    type: $0.appointmentType, patient: $0.patient ?? new.patient,
                    practitioner: $0.practitioner,
                    start: $0.start)
            }
            return try await BookBundle(scheduling)(steps, priority: priority, by: caller, key: key)
        }
        if let hold = new.hold {
            let request = BookAppointment.Request(
                type: new.appointmentType, patient: new.patient, place: .hold(hold), priority: priority)
            return [try await BookAppointment(scheduling)(request, by: caller, key: key)]
        }
        let type = try require(new.appointmentType, "appointmentType")
        if let starts = new.starts {
            return try await BookSeries(scheduling)(
                type, for: new.patient, with: require(new.practitioner, "practitioner"), at: starts,
                priority: priority, by: caller, key: key)
        }
        let start = try require(new.start, "start")
        if let reason = new.overbookReason {
            return [
                try await OverbookAppointment(scheduling)(
                    type, for: new.patient, with: require(new.practitioner, "practitioner"), at: start,
                    because: reason.value,
                    also: Set((new.overbookAlso ?? []).map(OverbookAppointment.Also.init)),
                    priority: priority, by: caller, key: key)
            ]
        }
        // A practitioner books on their own schedule only, also without saying so.
        let practitioner = new.practitioner ?? (caller.role == .practitioner ? caller.practitioner : nil)
        guard practitioner != nil || new.anyPractitioner == true else {
            throw Problem.invalid("practitioner", "is required unless anyPractitioner is true")
        }
        let place: BookAppointment.Place =
            practitioner.map { .slot($0, start: start) }
            ?? .anyPractitioner(start: start, location: new.location)
        return [
            try await BookAppointment(scheduling)(
                .init(type: type, patient: new.patient, place: place, priority: priority), by: caller,
                key: key)
        ]
    }

    /// What is said twice in two ways is a mistake: nothing of it is dropped silently.
    private func requireOneKind(_ new: NewAppointment) throws {
        let kinds = [
            ("bundle", new.bundle != nil), ("hold", new.hold != nil), ("starts", new.starts != nil),
            ("start", new.start != nil),
        ].filter(\.1).map(\.0)
        guard kinds.count <= 1 else {
            throw Problem.invalid(kinds[1], "must not be sent together with \(kinds[0])")
        }
        if new.practitioner != nil, new.anyPractitioner == true {
            throw Problem.invalid("anyPractitioner", "must not be true together with practitioner")
        }
        if new.overbookAlso != nil, new.overbookReason == nil {
            throw Problem.invalid("overbookAlso", "goes with overbookReason")
        }
    }

    private func require<Value>(_ value: Value?, _ field: String) throws -> Value {
        guard let value else { throw Problem.invalid(field, "is required for this kind of booking") }
        return value
    }
}

extension OverbookAppointment.Also {
    fileprivate init(_ named: OverbookedResource) {
        switch named {
        case .patient: self = .patient
        case .equipment: self = .equipment
        }
    }
}
