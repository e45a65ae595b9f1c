package import Domain
import Platform
package import Storage

/// Events other services hear about, in the past tense.
package enum SchedulingEvent: String {
    case appointmentBooked, appointmentRescheduled, appointmentCancelled, appointmentArrived,
        appointmentCheckedIn
    case appointmentFulfilled, appointmentMissed, absenceRecorded, proposalApplied, clinicChanged
    case waitlistJoined, waitlistLeft, offerMade, offerDeclined
    case appointmentConfirmed, appointmentApproved, absenceEnded, proposalDiscarded
    case patientRegistered, patientChanged
    case appointmentReverted, appointmentRetracted
    /// Before ``appointmentBooked``: another system told the patient.
    case appointmentImported
    case pastVisitImported
}

package extension Transaction {
    /// Writes the event and the audit row of a change, in the change's own transaction.
    ///
    /// `audience` names whom the event concerns beside staff, as `patient/…` and `practitioner/…`.
    func record(
        _ event: SchedulingEvent, _ subject: String, version: Int = 1, audience: [String] = [],
        by caller: Caller,
        detail: String? = nil
    ) throws {
        try publish(event.rawValue, subject, version: version, audience: audience)
        try audit(event.rawValue, subject, by: caller, detail: detail)
    }

    /// As above, of an appointment: its patient and practitioner hear of it, and whoever had it before.
    func record(
        _ event: SchedulingEvent, _ appointment: Appointment, formerly practitioner: Practitioner.ID? = nil,
        by caller: Caller, detail: String? = nil
    ) throws {
        let practitioners = Set([appointment.practitioner, practitioner ?? appointment.practitioner]).sorted()
        try record(
            event, appointment.id.rawValue, version: appointment.version,
            audience: ["patient/\(appointment.patient)"] + practitioners.map { "practitioner/\($0)" },
            by: caller,
            detail: detail)
    }

    /// What an earlier request with this key was answered, if there was one: one appointment or several.
    ///
    /// - Throws: `BookingError.keyReused` if that request asked for something else.
    func answer(to request: IdempotentRequest?) throws -> [Appointment]? {
        guard let request else { return nil }
        let query: SQL = "SELECT fingerprint, outcome FROM idempotency WHERE key = \(request.key)"
        guard let row = try first(query) else { return nil }
        guard try row.text(0) == request.fingerprint else { throw BookingError.keyReused(request.key) }
        return try row.json(1, as: StoredAnswer.self).appointments.map(\.appointment)
    }

    /// Remembers what a request is answered, in the transaction that makes the answer true.
    func remember(_ request: IdempotentRequest?, _ answer: [Appointment]) throws {
        guard let request else { return }
        try run(
            """
            INSERT INTO idempotency (key, fingerprint, outcome, at)
            VALUES (\(request.key), \(request.fingerprint), \(JSONBytes.text(of: StoredAnswer(answer))),
                \(now))
            """
        )
    }
}

/// A request that may be sent again: the client's key and what it asked for.
package struct IdempotentRequest: Sendable {
    package let key: String
    package let fingerprint: String

    package init?(_ key: String?, _ fingerprint: String) {
        guard let key else { return nil }
        self.key = key
        self.fingerprint = fingerprint
    }
}
