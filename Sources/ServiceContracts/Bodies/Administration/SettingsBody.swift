public import Domain

/// What a clinic chooses beside its types and hours.
public struct SettingsBody: Body {
    /// Patients move and cancel by themselves until so many minutes before the start.
    public let changeCutoffMinutes: Bounded<Bounds.ChangeCutoffMinutes>
    /// How many days a link to an appointment lasts, at most until its end.
    public let linkDays: Bounded<Bounds.LinkDays>

    /// Appointments to come and held places that a patient keeps at most by booking alone; absent leaves it.
    public let appointmentsPerPatient: Bounded<Bounds.AppointmentsPerPatient>?
    /// Entries that a patient has at most on the waitlist; absent leaves it.
    public let waitlistPerPatient: Bounded<Bounds.WaitlistPerPatient>?

    /// Choices.
    public init(
        changeCutoffMinutes: Bounded<Bounds.ChangeCutoffMinutes>, linkDays: Bounded<Bounds.LinkDays>,
        appointmentsPerPatient: Bounded<Bounds.AppointmentsPerPatient>? = nil,
        waitlistPerPatient: Bounded<Bounds.WaitlistPerPatient>? = nil
    ) {
        self.changeCutoffMinutes = changeCutoffMinutes
        self.linkDays = linkDays
        self.appointmentsPerPatient = appointmentsPerPatient
        self.waitlistPerPatient = waitlistPerPatient
    }

    /// A day before.
    public static var example: Self {
        Self(changeCutoffMinutes: Bounded(1_440) ?? .sample, linkDays: Bounded(30) ?? .sample)
    }
}
