public import Book
import Availability
public import Domain
import Storage

/// Moves an appointment to another slot.
///
/// The old place is given up only if the new one is had: never left with nothing.
public struct RescheduleAppointment: Sendable {
    private let scheduling: Scheduling

    /// Moves in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Moves a booked or pending appointment; it keeps its id and gets a new version.
    ///
    /// What a patient moves waits for approval again if its type says so; what waits goes on waiting.
    ///
    /// - Parameters:
    ///   - id: Which appointment.
    ///   - practitioner: With whom from now on; `nil` for the same.
    ///   - start: When from now on.
    ///   - caller: Named in the audit trail.
    ///   - key: The same key with the same request gives the first answer again, and moves nothing.
    /// - Returns: The appointment in its new place.
    /// - Throws: ``BookingError``; the appointment is where it was then.
    public func callAsFunction(
        _ id: Appointment.ID, to practitioner: Practitioner.ID?, at start: Instant, by caller: Caller,
        key: String? = nil
    ) async throws -> Appointment {
        try await scheduling.write { transaction, context in
            let old = try transaction.appointment(id, .book, for: caller)
            if let practitioner { try caller.requireOwnSchedule(practitioner) }
            let request = IdempotentRequest(key, "reschedule \(id) \(practitioner?.rawValue ?? "") \(start)")
            if let earlier = try transaction.answer(to: request)?.first { return earlier }
            guard old.status == .booked || old.status == .pending else {
                throw BookingError.illegalTransition(from: old.status, to: .booked)
            }
            try transaction.requireBeforeCutoff(old, caller)
            let rules = SlotDerivation(context: context, now: transaction.now)
            let slot = try rules.slot(
                context.type(old.type), with: context.practitioner(practitioner ?? old.practitioner),
                at: start, priority: old.priority
            )
            let asked = try transaction.status(of: old.type, for: caller, context)
            let status: AppointmentStatus = old.status == .pending ? .pending : asked
            let freed = try transaction.freed(old)
            try transaction.releaseHold(of: old.patient, on: slot)
            if practitioner != nil { try transaction.unmarkAnyPractitioner(id) }
            let moved = try transaction.settle(
                freed, in: slot, as: status, by: caller, context,
                detail:
                    "from \(old.practitioner) \(old.range.start) to \(slot.practitioner) \(slot.range.start)")
            try transaction.remember(request, [moved])
            return moved
        }
    }
}
