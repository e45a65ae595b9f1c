public import Domain

/// Somebody whose appointment has lost its time: an absence, other hours, a room that is gone.
public struct Displaced: Sendable, Hashable {
    /// The appointment as it stands.
    public let appointment: Appointment
    /// Whose it is.
    public let patient: PatientReference

    /// Whether anyone could tell the patient.
    public var isReachable: Bool { patient.isReachable }
}
