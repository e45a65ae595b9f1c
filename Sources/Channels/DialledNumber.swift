/// A number as providers dial it (ITU-T E.164): a plus sign and at most 15 digits.
struct DialledNumber: Sendable, Equatable {
    let text: String

    private static let digits = 7...15
    /// Where numbers are dialled from abroad as they are at home: nothing stands before them that is left out.
    private static let withoutTrunk: Set<String> = [
        "1", "30", "34", "39", "45", "47", "48", "351", "352", "356", "357", "371", "372", "377", "378",
        "420",
    ]

    /// Reads a number as people write it, without its extension; `nil` for one within a country that nobody named.
    init?(_ written: String, countryCode: String?) {
        let number = written.lowercased().prefix { $0 != "e" && $0 != "x" }
        let isAbroad = number.hasPrefix("+") || number.hasPrefix("00")
        // +44 (0) 20 …: the bracket is dialled within the country only.
        let plain = isAbroad ? String(number).replacing("(0)", with: "", maxReplacements: 1) : String(number)
        var digits = plain.filter { $0.isASCII && $0.isNumber }
        if number.hasPrefix("00") {
            digits.removeFirst(2)
        } else if !isAbroad {
            guard let code = countryCode?.filter(\.isNumber) else { return nil }
            if Self.withoutTrunk.contains(code) {
                digits = code + digits
            } else {
                guard digits.hasPrefix("0") else { return nil }
                digits = code + digits.dropFirst()
            }
        }
        guard Self.digits.contains(digits.count), digits.first != "0" else { return nil }
        text = "+" + digits
    }
}
