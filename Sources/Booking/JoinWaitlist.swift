public import Book
import Availability
public import Domain
package import Storage

/// Puts somebody on the waitlist: for a place, or for an earlier one than they have.
public struct JoinWaitlist: Sendable {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Adds an entry.
    ///
    /// - Parameters:
    ///   - patient: Who waits.
    ///   - type: For what; of an appointment to be moved it must be the same.
    ///   - priority: How soon care is needed.
    ///   - days: Local days that suit, both inclusive.
    ///   - appointment: What is to be moved earlier; `nil` if there is none yet.
    ///   - caller: Named in the audit trail.
    /// - Returns: The entry.
    /// - Throws: ``BookingError`` for unknown ids, or an appointment that is another's or not booked.
    public func callAsFunction(
        _ patient: Patient.ID, for type: AppointmentType.ID, priority: Priority = .normal,
        on days: ClosedRange<LocalDate>, insteadOf appointment: Appointment.ID? = nil, by caller: Caller
    ) async throws -> WaitlistEntry {
        let id = WaitlistEntry.ID(scheduling.ids.next())
        return try await scheduling.write { transaction, context in
            _ = try context.type(type)
            try transaction.require(.wait, patient: patient, for: caller)
            try transaction.requireConfirmed(caller)
            try transaction.requireRoomOnWaitlist(for: patient, type, appointment)
            guard days.upperBound >= context.today(at: transaction.now) else {
                throw BookingError.ruleBroken(
                    .waitlistDays, explanation: "\(days.upperBound) is over; wait for days to come")
            }
            if let appointment {
                let booked = try transaction.appointment(appointment)
                guard booked.patient == patient, booked.type == type else {
                    throw BookingError.unknown(kind: "appointment", id: appointment.rawValue)
                }
                guard booked.status == .booked else {
                    throw BookingError.illegalTransition(from: booked.status, to: .waitlist)
                }
                let zone = context.zone(of: try context.practitioner(booked.practitioner).location)
                guard days.lowerBound < zone.date(at: booked.range.start) else {
                    throw BookingError.ruleBroken(
                        .waitlistDays,
                        explanation: "\(days.lowerBound) is not before the appointment that is to be earlier")
                }
            }
            let entry = WaitlistEntry(
                id: id, patient: patient, type: type, priority: priority, earliest: days.lowerBound,
                latest: days.upperBound, appointment: appointment, addedAt: transaction.now
            )
            try transaction.insert(entry)
            try transaction.record(.waitlistJoined, id.rawValue, audience: ["patient/\(patient)"], by: caller)
            return entry
        }
    }

    /// A page of those who wait, longest first.
    ///
    /// - Parameters:
    ///   - patients: Whose entries; `nil` for everybody's.
    ///   - cursor: The last entry of the page before.
    ///   - limit: At most so many.
    /// - Returns: Entries, longest first.
    /// - Throws: `BookingError.unknown` for a cursor that is no entry.
    public func list(
        of patients: Set<Patient.ID>? = nil, after cursor: WaitlistEntry.ID? = nil, limit: Int = 200
    ) async throws -> [WaitlistEntry] {
        try await scheduling.read { transaction, _ in
            try transaction.waitlist(of: patients, after: cursor, limit: limit)
        }
    }
}

package extension ReadTransaction {
    /// Throws if a patient waits for as much as one may, or for this already.
    fileprivate func requireRoomOnWaitlist(
        for patient: Patient.ID, _ type: AppointmentType.ID, _ appointment: Appointment.ID?
    ) throws {
        let entries = try waitlist(of: [patient], limit: 200)
        let most = try settings().waitlistPerPatient
        guard entries.count < most else {
            throw BookingError.ruleBroken(
                .waitlistPerPatient, explanation: "a patient waits for at most \(most) places at a time")
        }
        guard !entries.contains(where: { $0.type == type && $0.appointment == appointment }) else {
            throw BookingError.ruleBroken(
                .waitlistPerPatient, explanation: "the patient waits for this already")
        }
    }
}
