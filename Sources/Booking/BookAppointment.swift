public import Book
import Availability
public import Domain
package import Storage

/// Books an appointment: in a slot, from a hold, or with any practitioner who is free.
///
/// *Rule.* A booking is decided inside its transaction: the slot is derived again from the rules, the occupancy is
/// checked, and the engine's trigger stands behind both. *Why.* Two requests may both have seen the slot free. *If
/// broken.* Two patients in one room.
public struct BookAppointment: Sendable {
    private let scheduling: Scheduling

    /// Where the appointment should be.
    public enum Place: Sendable, Hashable {
        /// With this practitioner at this start.
        case slot(Practitioner.ID, start: Instant)
        /// Where a hold keeps the time.
        case hold(Hold.ID)
        /// With whoever is free at this start, least booked that day first; at one location or anywhere.
        case anyPractitioner(start: Instant, location: Location.ID?)
    }

    /// What is to be booked.
    public struct Request: Sendable, Hashable {
        /// `nil` for whatever a hold keeps.
        package let type: AppointmentType.ID?
        package let patient: Patient.ID
        package let place: Place
        package let priority: Priority

        /// A request; type and patient of a hold must be the hold's own.
        public init(
            type: AppointmentType.ID?, patient: Patient.ID, place: Place, priority: Priority = .normal
        ) {
            self.type = type
            self.patient = patient
            self.place = place
            self.priority = priority
        }
    }

    /// Books in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Books and returns when it is durable.
    ///
    /// - Parameters:
    ///   - request: What to book.
    ///   - caller: Named in the audit trail.
    ///   - key: The same key with the same request gives the first answer again, and books nothing.
    /// - Returns: The appointment.
    /// - Throws: ``BookingError``; nothing was written then.
    public func callAsFunction(_ request: Request, by caller: Caller, key: String? = nil) async throws
        -> Appointment
    {
        let ids = scheduling.ids
        return try await scheduling.write { transaction, context in
            try transaction.require(.book, patient: request.patient, for: caller)
            let idempotent = IdempotentRequest(key, request.fingerprint)
            if let earlier = try transaction.answer(to: idempotent)?.first { return earlier }
            let booked = try transaction.book(request, as: Appointment.ID(ids.next()), by: caller, context)
            if case .anyPractitioner = request.place { try transaction.markAnyPractitioner(booked.id) }
            try transaction.remember(idempotent, [booked])
            return booked
        }
    }
}

package extension BookAppointment.Request {
    /// The type of what is in no hold.
    fileprivate var requiredType: AppointmentType.ID {
        get throws {
            guard let type else { throw BookingError.unknown(kind: "appointment type", id: "none") }
            return type
        }
    }

    fileprivate var fingerprint: String {
        let place =
            switch place {
            case .slot(let practitioner, let start): "slot \(practitioner) \(start)"
            case .hold(let hold): "hold \(hold)"
            case .anyPractitioner(let start, let location): "any \(start) \(location?.rawValue ?? "")"
            }
        return "book \(type?.rawValue ?? "") \(patient) \(priority.rawValue) \(place)"
    }
}

package extension Transaction {
    fileprivate func book(
        _ request: BookAppointment.Request, as id: Appointment.ID, by caller: Caller, _ context: ClinicContext
    ) throws -> Appointment {
        let rules = SlotDerivation(context: context, now: now)
        let slot: Slot
        switch request.place {
        case .slot(let practitioner, let start):
            try caller.requireOwnSchedule(practitioner)
            slot = try rules.slot(
                context.type(request.requiredType), with: context.practitioner(practitioner), at: start,
                priority: request.priority)
            // What one holds oneself is never in one's own way.
            try releaseHold(of: request.patient, on: slot)
        case .hold(let id):
            let hold = try self.hold(id, context)
            let isOwn = caller.role != .practitioner || caller.practitioner == hold.slot.practitioner
            guard isOwn, hold.patient == request.patient, request.type ?? hold.slot.type == hold.slot.type
            else {
                throw BookingError.holdOfAnother(id)
            }
            _ = try deleteHold(id)
            // Not too soon and not too late were decided when the hold was made; whether anyone works there, now.
            slot = try rules.place(
                context.type(hold.slot.type), with: context.practitioner(hold.slot.practitioner),
                at: hold.slot.range.start
            )
        case .anyPractitioner(let start, let location):
            slot = try anySlot(request, at: start, location, rules)
        }
        return try insertBooked(
            Appointment(
                id: id, status: try status(of: slot.type, for: caller, context), type: slot.type,
                practitioner: slot.practitioner, patient: request.patient,
                range: slot.range, busy: slot.busy, pools: slot.pools, priority: request.priority,
                bookedAt: now
            ),
            in: slot, by: caller, context
        )
    }

    /// Chooses and claims in one transaction: the first candidate that is free, least booked that day first.
    private func anySlot(
        _ request: BookAppointment.Request, at start: Instant, _ location: Location.ID?,
        _ rules: SlotDerivation
    ) throws -> Slot {
        let type = try rules.context.type(request.requiredType)
        if let location, rules.context.clinic.locations[location] == nil {
            throw BookingError.unknown(kind: "location", id: location.rawValue)
        }
        let candidates = rules.context.clinic.practitioners(for: type).filter {
            location == nil || $0.location == location
        }
        var firstRefusal: BookingError?
        var offered: [(slot: Slot, booked: Int64)] = []
        for practitioner in candidates {
            do throws(BookingError) {
                let slot = try rules.slot(
                    type, with: practitioner, at: start, priority: request.priority)
                offered.append((slot, 0))
            } catch {
                firstRefusal = firstRefusal ?? error
            }
        }
        guard !offered.isEmpty else { throw firstRefusal ?? .nobodyFree(type.id, start: start) }
        for index in offered.indices {
            offered[index].booked = try bookedSeconds(offered[index].slot, rules.context)
        }
        for (slot, _) in offered.sorted(by: {
            ($0.booked, $0.slot.practitioner) < ($1.booked, $1.slot.practitioner)
        }) {
            do {
                try requireBookable(slot, for: request.patient, rules.context)
                return slot
            } catch BookingError.slotTaken, BookingError.poolExhausted {
                continue
            } catch BookingError.ruleBroken(.capPerPractitionerDay, _) {
                continue
            }
        }
        throw BookingError.nobodyFree(type.id, start: start)
    }

    private func bookedSeconds(_ slot: Slot, _ context: ClinicContext) throws -> Int64 {
        let zone = context.zone(of: slot.location)
        guard let day = zone.day(zone.date(at: slot.range.start)) else { return 0 }
        return try occupied("practitioner/\(slot.practitioner)", day).reduce(0) { $0 + $1.seconds }
    }
}
