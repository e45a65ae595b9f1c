/// A day of the week, Monday first (ISO 8601); `index` 0 is Monday.
public enum Weekday: String, CaseIterable, Codable, Sendable, Comparable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// 0 for Monday up to 6 for Sunday.
    public var index: Int {
        switch self {
        case .monday: 0
        case .tuesday: 1
        case .wednesday: 2
        case .thursday: 3
        case .friday: 4
        case .saturday: 5
        case .sunday: 6
        }
    }

    /// The first three letters, such as `Mon`.
    public var shortName: String { String(rawValue.prefix(1).uppercased() + rawValue.dropFirst().prefix(2)) }

    /// The whole name, such as `Monday`.
    public var name: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    /// Monday first.
    public static func < (left: Self, right: Self) -> Bool { left.index < right.index }
}
