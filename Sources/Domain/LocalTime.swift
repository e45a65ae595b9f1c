/// A wall-clock time of day in minutes after local midnight, 0...1440; 1440 is the end of the day.
public struct LocalTime: Hashable, Comparable, Sendable {
    /// Minutes after midnight.
    public let minuteOfDay: Int

    /// The time `minuteOfDay` minutes after midnight, or `nil` outside 0...1440.
    public init?(minuteOfDay: Int) {
        guard (0...1_440).contains(minuteOfDay) else { return nil }
        self.minuteOfDay = minuteOfDay
    }

    /// Parses `hh:mm`, up to `24:00`.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60
        else { return nil }
        self.init(minuteOfDay: hour * 60 + minute)
    }

    /// Earlier first.
    public static func < (left: Self, right: Self) -> Bool { left.minuteOfDay < right.minuteOfDay }
}

extension LocalTime: CustomStringConvertible {
    /// `hh:mm`.
    public var description: String {
        "\((minuteOfDay / 60).padded(to: 2)):\((minuteOfDay % 60).padded(to: 2))"
    }
}

extension LocalTime: Codable {
    /// Reads `hh:mm`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let time = LocalTime(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not hh:mm: \(text)")
        }
        self = time
    }

    /// Writes `hh:mm`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
