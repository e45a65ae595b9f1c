public import Domain

/// When a practitioner is told by mail what the next day holds.
public struct DaySheetBody: Body {
    /// On the clock of where they work, the evening before; absent for never.
    public let at: LocalTime?

    /// A wish.
    public init(at: LocalTime?) { self.at = at }

    /// After the last patient.
    public static var example: Self { Self(at: LocalTime("18:00")) }
}
