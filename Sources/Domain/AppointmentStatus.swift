/// The ten states of an appointment.
///
/// Source: FHIR R5, AppointmentStatus.
public enum AppointmentStatus: String, CaseIterable, Sendable, Codable {
    case proposed, pending, booked, arrived
    case checkedIn = "checked-in"
    case fulfilled, cancelled, noshow
    case enteredInError = "entered-in-error"
    case waitlist

    /// Whether an appointment in this state keeps its time from others.
    ///
    /// The database's triggers hold the same list; `ConstraintTests` compares the two.
    public var occupies: Bool {
        switch self {
        case .pending, .booked, .arrived, .checkedIn, .fulfilled: true
        case .proposed, .cancelled, .noshow, .enteredInError, .waitlist: false
        }
    }

    /// Whether nothing but a correction can follow.
    public var isFinal: Bool { next.allSatisfy { $0 == .enteredInError } }

    /// The states that may follow, in the order people meet them.
    public var next: [AppointmentStatus] {
        switch self {
        case .proposed: [.pending, .booked, .waitlist, .cancelled, .enteredInError]
        case .waitlist: [.pending, .booked, .cancelled, .enteredInError]
        case .pending: [.booked, .cancelled, .enteredInError]
        case .booked: [.arrived, .checkedIn, .noshow, .cancelled, .enteredInError]
        case .arrived: [.checkedIn, .fulfilled, .cancelled, .enteredInError]
        case .checkedIn: [.fulfilled, .cancelled, .enteredInError]
        case .fulfilled, .cancelled, .noshow: [.enteredInError]
        case .enteredInError: []
        }
    }

    /// Whether `status` may follow this one.
    public func canBecome(_ status: AppointmentStatus) -> Bool {
        next.contains(status)
    }
}
