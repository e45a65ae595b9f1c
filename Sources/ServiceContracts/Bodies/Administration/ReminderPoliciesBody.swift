public import Domain

/// How long before a visit the clinic reminds of it.
public struct ReminderPoliciesBody: Body, Hashable {
    /// Minutes before the start, for types without their own; at most five.
    public let usual: [Bounded<Bounds.ReminderMinutes>]
    /// Of types that have their own, each once.
    public let own: [ReminderPolicyBody]

    /// Times before visits.
    public init(usual: [Bounded<Bounds.ReminderMinutes>], own: [ReminderPolicyBody]) {
        self.usual = usual
        self.own = own
    }

    /// A day before.
    public static var example: Self { Self(usual: [Bounded(stored: 1_440)], own: [.example]) }
}

/// How long before a visit of a type the clinic reminds of it.
public struct ReminderPolicyBody: Body, Hashable {
    /// The type.
    public let appointmentType: AppointmentType.ID
    /// Minutes before the start; none for no reminders, at most five.
    public let beforeMinutes: [Bounded<Bounds.ReminderMinutes>]

    /// Of a type.
    public init(appointmentType: AppointmentType.ID, beforeMinutes: [Bounded<Bounds.ReminderMinutes>]) {
        self.appointmentType = appointmentType
        self.beforeMinutes = beforeMinutes
    }

    /// Two days before.
    public static var example: Self {
        Self(appointmentType: .sample, beforeMinutes: [Bounded(stored: 2_880)])
    }
}
