/// What a clinic chooses beside its types and hours.
public struct SettingsBody: Body {
    /// Patients move and cancel by themselves until so many minutes before the start.
    public let changeCutoffMinutes: Bounded<0, 43_200>
    /// How many days a link to an appointment lasts, at most until its end.
    public let linkDays: Bounded<1, 366>

    /// Choices.
    public init(changeCutoffMinutes: Bounded<0, 43_200>, linkDays: Bounded<1, 366>) {
        self.changeCutoffMinutes = changeCutoffMinutes
        self.linkDays = linkDays
    }

    /// A day before.
    public static var example: Self {
        Self(changeCutoffMinutes: Bounded(1_440) ?? .sample, linkDays: Bounded(30) ?? .sample)
    }
}
