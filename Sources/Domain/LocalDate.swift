/// A day of the proleptic Gregorian calendar at some place, without a time zone.
public struct LocalDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; the whole identity of the date.
    public let daysSince1970: Int

    /// The date `daysSince1970` days after 1970-01-01.
    public init(daysSince1970: Int) {
        self.daysSince1970 = daysSince1970
    }

    /// The date with these calendar fields, or `nil` if there is none such as 30 February.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...31).contains(day), (-9_999...9_999).contains(year) else {
            return nil
        }
        self.init(daysSince1970: daysFromCivil(year, month, day))
        guard self.day == day else { return nil }
    }

    /// Parses `yyyy-mm-dd` (ISO 8601 calendar date).
    public init?(iso8601 text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Calendar year.
    public var year: Int { civil(daysSince1970).year }
    /// Month 1...12.
    public var month: Int { civil(daysSince1970).month }
    /// Day of the month 1...31.
    public var day: Int { civil(daysSince1970).day }

    /// The day of the week.
    public var weekday: Weekday {
        let index = daysSince1970 + 3  // 1970-01-01 was a Thursday
        return Weekday.allCases[index - index.floorDivided(by: 7) * 7]
    }

    /// Earlier first.
    public static func < (left: Self, right: Self) -> Bool { left.daysSince1970 < right.daysSince1970 }

    /// The date `days` later.
    public static func + (date: Self, days: Int) -> Self { Self(daysSince1970: date.daysSince1970 + days) }

    /// Whole days from `earlier` to `later`.
    public static func - (later: Self, earlier: Self) -> Int { later.daysSince1970 - earlier.daysSince1970 }
}

extension LocalDate: CustomStringConvertible {
    /// `yyyy-mm-dd`.
    public var description: String {
        let (year, month, day) = civil(daysSince1970)
        guard (0...9_999).contains(year) else {
            return "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
        }
        // Written digit by digit: answers hold hundreds of these.
        return String(unsafeUninitializedCapacity: 10) { bytes in
            var rest = (year * 100 + month) * 100 + day
            for position in [9, 8, 6, 5, 3, 2, 1, 0] {
                bytes[position] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
            bytes[4] = UInt8(ascii: "-")
            bytes[7] = UInt8(ascii: "-")
            return 10
        }
    }
}

extension LocalDate: Codable {
    /// Reads `yyyy-mm-dd`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = LocalDate(iso8601: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "must be a day such as 2026-03-02, without a time")
        }
        self = date
    }

    /// Writes `yyyy-mm-dd`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

// Days and civil dates in eras of 400 years that begin on 1 March, so that the leap day ends a year.

private func daysFromCivil(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear.floorDivided(by: 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

private func civil(_ daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = daysSince1970 + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
        yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
}
