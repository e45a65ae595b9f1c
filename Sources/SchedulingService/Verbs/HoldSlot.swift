public import Domain
import Storage

/// Reserves a slot for five minutes while someone makes up their mind.
public struct HoldSlot: Sendable {
    private let scheduling: Scheduling
    /// How long a hold lasts, and by how much it can be extended once.
    static let length: Minutes = 5
    /// Slots that one patient keeps from others at a time.
    static let most = 3

    /// Holds in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Holds a slot; it blocks everybody else like a booking.
    ///
    /// - Throws: ``BookingError``; nothing was written then.
    public func callAsFunction(
        _ type: AppointmentType.ID, for patient: Patient.ID, with practitioner: Practitioner.ID,
        at start: Instant, priority: Priority = .normal
    ) async throws -> Hold {
        let id = Hold.ID(scheduling.ids.next())
        return try await scheduling.write { transaction, context in
            let rules = SlotDerivation(context: context, now: transaction.now)
            let slot = try rules.slot(
                context.type(type), with: context.practitioner(practitioner), at: start, priority: priority)
            try transaction.requirePatient(patient)
            guard try transaction.countHolds(of: patient) < Self.most else {
                throw BookingError.ruleBroken(
                    .holdsPerPatient, explanation: "a patient holds at most \(Self.most) slots at a time")
            }
            try transaction.requireCaps(slot, for: patient, context)
            try transaction.requireFree(slot, for: patient)
            let hold = Hold(id: id, slot: slot, patient: patient, expiresAt: transaction.now + Self.length)
            try transaction.insert(hold)
            return hold
        }
    }
}
