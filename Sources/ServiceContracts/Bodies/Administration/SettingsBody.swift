/// What a clinic chooses beside its types and hours.
public struct SettingsBody: Body {
    /// Patients move and cancel by themselves until so many minutes before the start.
    public let changeCutoffMinutes: Bounded<0, 43_200>
    /// How many days a link to an appointment lasts, at most until its end.
    public let linkDays: Bounded<1, 366>

    /// Appointments to come and held places that a patient keeps at most by booking alone; absent leaves it.
    public let appointmentsPerPatient: Bounded<1, 200>?
    /// Entries that a patient has at most on the waitlist; absent leaves it.
    public let waitlistPerPatient: Bounded<1, 200>?

    /// Choices.
    public init(
        changeCutoffMinutes: Bounded<0, 43_200>, linkDays: Bounded<1, 366>,
        appointmentsPerPatient: Bounded<1, 200>? = nil, waitlistPerPatient: Bounded<1, 200>? = nil
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
