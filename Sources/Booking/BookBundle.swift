public import Book
public import Domain
import Storage

/// Books several appointments that belong together, of one patient or of a family: all of them or none.
public struct BookBundle: Sendable {
    private let scheduling: Scheduling

    /// One appointment of the bundle.
    public struct Step: Sendable, Hashable {
        package let type: AppointmentType.ID
        package let patient: Patient.ID
        package let practitioner: Practitioner.ID
        package let start: Instant

        /// A step in a slot.
        public init(
            type: AppointmentType.ID, patient: Patient.ID, practitioner: Practitioner.ID, start: Instant
        ) {
            self.type = type
            self.patient = patient
            self.practitioner = practitioner
            self.start = start
        }
    }

    /// Books in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Books all `steps` in one transaction.
    ///
    /// - Parameters:
    ///   - steps: 2 to 8, in order.
    ///   - priority: How soon care is needed.
    ///   - caller: Named in the audit trail.
    ///   - key: The same key with the same request gives the first answer again, and books nothing.
    /// - Returns: The appointments in the order of `steps`; they share a series.
    /// - Throws: `BookingError.seriesConflict` naming the first that cannot be booked; none is booked then.
    public func callAsFunction(
        _ steps: [Step], priority: Priority = .normal, by caller: Caller, key: String? = nil
    ) async throws -> [Appointment] {
        guard Bounds.BundleSteps.allows(steps.count) else {
            throw BookingError.ruleBroken(
                .seriesLength, explanation: "the steps of a bundle: \(steps.count) \(Bounds.BundleSteps.rule)"
            )
        }
        let words = steps.map { "\($0.type) \($0.patient) \($0.practitioner) \($0.start)" }
        let fingerprint = "bundle \(priority.rawValue) \(words.joined(separator: ", "))"
        return try await book(steps, priority: priority, by: caller, IdempotentRequest(key, fingerprint))
    }

    /// Books `steps` or gives the answer the request had before.
    package func book(
        _ steps: [Step], priority: Priority, by caller: Caller, _ request: IdempotentRequest?
    ) async throws -> [Appointment] {
        let ids = scheduling.ids
        return try await scheduling.write { transaction, context in
            for patient in Set(steps.map(\.patient)).sorted() {
                try transaction.require(.book, patient: patient, for: caller)
            }
            for step in steps { try caller.requireOwnSchedule(step.practitioner) }
            if let earlier = try transaction.answer(to: request) { return earlier }
            let series = ids.next()
            let rules = SlotDerivation(context: context, now: transaction.now)
            var booked: [Appointment] = []
            for (index, step) in steps.enumerated() {
                do {
                    let slot = try rules.slot(
                        context.type(step.type), with: context.practitioner(step.practitioner),
                        at: step.start, priority: priority)
                    let appointment = Appointment(
                        id: Appointment.ID(ids.next()),
                        status: try transaction.status(of: slot.type, for: caller, context), type: step.type,
                        practitioner: step.practitioner, patient: step.patient, range: slot.range,
                        busy: slot.busy, pools: slot.pools, priority: priority, bookedAt: transaction.now,
                        series: series
                    )
                    booked.append(try transaction.insertBooked(appointment, in: slot, by: caller, context))
                } catch let cause as BookingError {
                    throw BookingError.seriesConflict(index: index, start: step.start, cause: cause)
                }
            }
            try transaction.remember(request, booked)
            return booked
        }
    }
}
