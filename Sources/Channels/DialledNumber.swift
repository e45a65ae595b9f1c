/// A number as providers dial it (ITU-T E.164): a plus sign and at most 15 digits.
struct DialledNumber: Sendable, Equatable {
    let text: String

    private static let length = 7...15
    /// Where numbers are dialled from abroad as they are at home: nothing stands before them that is left out.
    private static let withoutTrunk: Set<String> = [
        "30", "34", "39", "45", "47", "48", "351", "352", "356", "357", "371", "372", "377", "378",
        "420",
    ]

    /// Reads a number as people write it, without its extension; `nil` for one within a country that nobody named.
    init?(_ written: String, countryCode: String?) {
        let number = written.lowercased().prefix { $0 != "e" && $0 != "x" }
        var digits = Self.digits(of: number)
        let isAbroad = number.hasPrefix("+") || digits.hasPrefix("00")
        // +44 (0) 20 …: the bracket is dialled within the country only.
        if isAbroad {
            digits = Self.digits(of: number.replacing("(0)", with: "", maxReplacements: 1))
            if !number.hasPrefix("+") { digits.removeFirst(2) }
        } else {
            guard let code = countryCode?.filter(\.isNumber) else { return nil }
            guard let national = Self.national(digits, in: code) else { return nil }
            digits = code + national
        }
        guard Self.length.contains(digits.count), digits.first != "0" else { return nil }
        text = "+" + digits
    }

    private static func digits(of text: some StringProtocol) -> String {
        String(text.filter { $0.isASCII && $0.isNumber })
    }

    /// What is dialled after the country's code; `nil` where it begins otherwise than numbers there do.
    private static func national(_ digits: String, in code: String) -> String? {
        switch code {
        // North America has its code before numbers at home, Hungary 06.
        case "1": digits.count == 11 && digits.hasPrefix("1") ? String(digits.dropFirst()) : digits
        case "36": digits.hasPrefix("06") ? String(digits.dropFirst(2)) : nil
        case _ where withoutTrunk.contains(code): digits
        default: digits.hasPrefix("0") ? String(digits.dropFirst()) : nil
        }
    }
}
