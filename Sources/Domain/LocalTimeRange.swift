/// A half-open stretch `[start, end)` on the wall clock; an end before the start is on the next day.
public struct LocalTimeRange: Hashable, Sendable, Codable {
    /// First wall-clock minute inside.
    public let start: LocalTime
    /// First wall-clock minute after.
    public let end: LocalTime

    /// The range `[start, end)`, over midnight if `end` is before `start`; `nil` if they are the same.
    public init?(_ start: LocalTime, _ end: LocalTime) {
        guard start != end, start.minuteOfDay < 1_440 else { return nil }
        self.start = start
        self.end = end
    }

    /// Whether it ends on the next day.
    public var isOvernight: Bool { end < start }

    /// Parses `hh:mm-hh:mm`; a dash or an en dash separates.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(whereSeparator: { $0 == "-" || $0 == "–" })
        guard parts.count == 2, let start = LocalTime(parts[0]), let end = LocalTime(parts[1]) else {
            return nil
        }
        self.init(start, end)
    }

    /// The whole local day.
    public static let wholeDay: LocalTimeRange = {
        guard let start = LocalTime(minuteOfDay: 0), let end = LocalTime(minuteOfDay: 1_440),
            let day = LocalTimeRange(start, end)
        else { preconditionFailure("00:00–24:00 is a range") }
        return day
    }()
}

extension LocalTimeRange: CustomStringConvertible {
    /// `09:00–12:00`.
    public var description: String { "\(start)–\(end)" }
}

extension LocalTimeRange {
    private enum CodingKeys: String, CodingKey {
        case start, end
    }

    /// Reads `start` and `end` and refuses an empty range.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let start = try container.decode(LocalTime.self, forKey: .start)
        let end = try container.decode(LocalTime.self, forKey: .end)
        guard let range = Self(start, end) else {
            throw DecodingError.dataCorruptedError(
                forKey: .end, in: container,
                debugDescription: "must be another than start \(start), which is before 24:00")
        }
        self = range
    }
}
