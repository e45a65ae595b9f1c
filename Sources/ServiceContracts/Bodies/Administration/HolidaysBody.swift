/// All closed days.
public struct HolidaysBody: Body {
    /// In any order.
    public let items: [HolidayBody]

    /// Closed days.
    public init(items: [HolidayBody]) { self.items = items }

    /// One.
    public static var example: Self { Self(items: [.example]) }
}
