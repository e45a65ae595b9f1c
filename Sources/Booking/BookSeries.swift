public import Book
public import Domain

/// Books the same appointment several times with one practitioner: all of them or none.
public struct BookSeries: Sendable {
    private let scheduling: Scheduling
    /// More than a year of weekly visits is a typing error.
    private static let longest = 60

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
    ///   - starts: At least two, at most 60, each once.
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
        guard (2...Self.longest).contains(starts.count) else {
            throw BookingError.ruleBroken(
                .seriesLength,
                explanation: "a series has 2 to \(Self.longest) appointments, not \(starts.count)"
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
