/// How long something takes, of `P1D` or `-PT1H30M`.
///
/// Source: RFC 5545 §3.3.6.
struct CalendarDuration: Equatable {
    /// Days are of 24 hours.
    let seconds: Int64

    private static let units: [Character: Int64] = ["W": 604_800, "D": 86_400, "H": 3_600, "M": 60, "S": 1]
    /// Longer is no event.
    private static let most: Int64 = 4_000 * 86_400

    /// Reads it.
    init?(_ text: String) {
        var rest = text[...]
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        guard rest.first == "P", rest.count > 2 else { return nil }
        var (seconds, number): (Int64, Int64?) = (0, nil)
        for character in rest.dropFirst() where character != "T" {
            if let digit = character.wholeNumberValue {
                number = (number ?? 0) * 10 + Int64(digit)
            } else if let unit = Self.units[character], let count = number {
                seconds += count * unit
                number = nil
            } else {
                return nil
            }
            guard seconds <= Self.most, number ?? 0 <= Self.most else { return nil }
        }
        guard number == nil else { return nil }
        self.seconds = isNegative ? -seconds : seconds
    }
}
