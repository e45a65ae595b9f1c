package import Book
package import Domain
import Storage

/// What those whom a proposal moved say to it, so far.
package struct ShowAnswers {
    private let scheduling: Scheduling

    /// Reads the book of `scheduling`.
    package init(_ scheduling: Scheduling) { self.scheduling = scheduling }

    /// What somebody says.
    package enum Answer: String, Sendable {
        /// Nothing yet.
        case waiting
        /// It suits them, or they came.
        case accepted
        /// It is elsewhere now: they chose another time, or somebody did for them.
        case moved
        /// It is off.
        case cancelled
    }

    /// One whom a proposal moved.
    package struct Moved: Sendable {
        /// As the proposal left it.
        package let replacement: Replacement
        /// As it stands.
        package let appointment: Appointment
        /// Whose.
        package let patient: PatientReference
        /// What they say.
        package let answer: Answer
    }

    /// All that were moved, whose appointment is next first.
    ///
    /// - Throws: `BookingError.unknown` for no proposal.
    package func callAsFunction(_ id: Proposal.ID) async throws -> [Moved] {
        try await scheduling.read { transaction, _ in
            let applied = try transaction.replacements(by: id)
            // What was applied of one that is forgotten stays.
            if applied.isEmpty { _ = try transaction.proposal(id) }
            return try applied.map { replacement in
                let appointment = try transaction.appointment(replacement.appointment)
                return Moved(
                    replacement: replacement, appointment: appointment,
                    patient: try transaction.patient(appointment.patient),
                    answer: Self.answer(appointment, replacement))
            }
            .sorted {
                ($0.appointment.range.start, $0.appointment.id) < (
                    $1.appointment.range.start, $1.appointment.id
                )
            }
        }
    }

    private static func answer(_ appointment: Appointment, _ replacement: Replacement) -> Answer {
        if [.cancelled, .enteredInError].contains(appointment.status) { return .cancelled }
        let seat = Seat(practitioner: appointment.practitioner, start: appointment.range.start)
        guard seat == replacement.to else { return .moved }
        let came = [.arrived, .checkedIn, .fulfilled].contains(appointment.status)
        return came || replacement.confirmedAt != nil ? .accepted : .waiting
    }
}
