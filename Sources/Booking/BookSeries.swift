public import Book
public import Domain

/// Books the same appointment several times with one practitioner: all of them or none.
public struct BookSeries: Sendable {
    private let scheduling: Scheduling

    /// Books in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Books all `starts` in one transaction.
    ///
    /// - Parameters:
    ///   - type: What to book each time.
    ///   - patient: For whom.
    ///   - practitioner: With whom.
    ///   - starts: As many as `Bounds.SeriesLength` allows, each once.
    ///   - priority: How soon care is needed.
    ///   - caller: Named in the audit trail.
    ///   - key: The same key with the same request gives the first answer again, and books nothing.
    /// - Returns: The appointments in the order of `starts`.
    /// - Throws: `BookingError.seriesConflict` naming the first that cannot be booked; none is booked then.
    public func callAsFunction(
        _ type: AppointmentType.ID, for patient: Patient.ID, with practitioner: Practitioner.ID,
        at starts: [Instant],
        priority: Priority = .normal, by caller: Caller, key: String? = nil
    ) async throws -> [Appointment] {
        guard Bounds.SeriesLength.allows(starts.count) else {
            throw BookingError.ruleBroken(
                .seriesLength,
                explanation: "the appointments of a series: \(starts.count) \(Bounds.SeriesLength.rule)"
            )
        }
        let fingerprint =
            "series \(priority.rawValue) \(type) \(patient) \(practitioner) \(starts.map(\.description).joined(separator: " "))"
        let steps = starts.map {
            BookBundle.Step(type: type, patient: patient, practitioner: practitioner, start: $0)
        }
        return try await BookBundle(scheduling).book(
            steps, priority: priority, by: caller, IdempotentRequest(key, fingerprint))
    }
}
