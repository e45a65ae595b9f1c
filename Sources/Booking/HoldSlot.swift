public import Book
public import Domain
import Storage

/// Reserves a slot for five minutes while someone makes up their mind.
public struct HoldSlot: Sendable {
    private let scheduling: Scheduling
    /// How long a hold lasts, and by how much it can be extended once.
    package static let length: Minutes = 5
    /// Slots that one patient keeps from others at a time.
    package static let most = 3

    /// Holds in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Holds a slot; it blocks everybody else like a booking.
    ///
    /// Who holds it already is given that hold again.
    ///
    /// - Throws: ``BookingError``; nothing was written then.
    public func callAsFunction(
        _ type: AppointmentType.ID, for patient: Patient.ID, with practitioner: Practitioner.ID,
        at start: Instant, priority: Priority = .normal, by caller: Caller
    ) async throws -> Hold {
        let id = Hold.ID(scheduling.ids.next())
        return try await scheduling.write { transaction, context in
            try transaction.require(.book, patient: patient, for: caller)
            try caller.requireOwnSchedule(practitioner)
            let rules = SlotDerivation(context: context, now: transaction.now)
            let slot = try rules.slot(
                context.type(type), with: context.practitioner(practitioner), at: start, priority: priority)
            if let own = try transaction.hold(of: patient, on: slot) { return own }
            let holds = try transaction.countHolds(of: patient)
            if holds > 0 { try transaction.requireConfirmed(caller) }
            guard holds < Self.most else {
                throw BookingError.ruleBroken(
                    .holdsPerPatient, explanation: "a patient holds at most \(Self.most) slots at a time")
            }
            try transaction.requireAllowance(of: patient, for: caller)
            try transaction.requireBookable(slot, for: patient, context)
            let hold = Hold(id: id, slot: slot, patient: patient, expiresAt: transaction.now + Self.length)
            try transaction.insert(hold)
            return hold
        }
    }
}
