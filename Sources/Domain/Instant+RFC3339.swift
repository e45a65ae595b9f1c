extension Instant {
    /// Parses an RFC 3339 timestamp such as `2026-03-02T09:15:00Z` or `2026-03-02T10:15:00+01:00`.
    ///
    /// Fractions of a second are refused: the book is kept in whole seconds, and dropping one silently would
    /// move an appointment. Source: RFC 3339, section 5.6.
    ///
    /// - Parameter text: The timestamp; `T` and `Z` may be lower case. Anything else gives `nil`.
    public init?(rfc3339 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20,
            let date = LocalDate(iso8601: String(decoding: bytes[0..<10], as: UTF8.self)),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = twoDigits(bytes[11..<13], below: 24),
            let minute = twoDigits(bytes[14..<16], below: 60),
            let second = twoDigits(bytes[17..<19], below: 60),
            let offset = offsetSeconds(bytes[19...])
        else { return nil }
        let local = Int64(date.daysSince1970) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
        self.init(secondsSince1970: local - offset)
    }

    /// The timestamp in UTC: `2026-03-02T09:15:00Z`.
    public var rfc3339: String {
        let days = secondsSince1970.floorDivided(by: 86_400)
        let second = Int(secondsSince1970 - days * 86_400)
        let date = LocalDate(daysSince1970: Int(days)).description
        // Written digit by digit: answers hold hundreds of these.
        return String(unsafeUninitializedCapacity: 32) { bytes in
            var count = 0
            func put(_ byte: UInt8) {
                bytes[count] = byte
                count += 1
            }
            func put(_ number: Int, then byte: UInt8) {
                put(UInt8(ascii: "0") + UInt8(number / 10))
                put(UInt8(ascii: "0") + UInt8(number % 10))
                put(byte)
            }
            for byte in date.utf8.prefix(20) { put(byte) }
            put(UInt8(ascii: "T"))
            put(second / 3_600, then: UInt8(ascii: ":"))
            put(second / 60 % 60, then: UInt8(ascii: ":"))
            put(second % 60, then: UInt8(ascii: "Z"))
            return count
        }
    }
}

extension Instant: CustomStringConvertible {
    /// The RFC 3339 text in UTC.
    public var description: String { rfc3339 }
}

extension Instant: Codable {
    /// Reads an RFC 3339 string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let instant = Instant(rfc3339: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "must be a time such as 2026-03-02T09:15:00Z (RFC 3339)")
        }
        self = instant
    }

    /// Writes an RFC 3339 string in UTC.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rfc3339)
    }
}

private func twoDigits(_ bytes: ArraySlice<UInt8>, below limit: Int) -> Int? {
    let digits = bytes.map { Int($0) - 48 }
    guard digits.count == 2, digits.allSatisfy((0...9).contains) else { return nil }
    let value = digits[0] * 10 + digits[1]
    return value < limit ? value : nil
}

/// Seconds east of UTC of `Z`, `+hh:mm` or `-hh:mm`.
private func offsetSeconds(_ bytes: ArraySlice<UInt8>) -> Int64? {
    let text = Array(bytes)
    if text == [UInt8(ascii: "Z")] || text == [UInt8(ascii: "z")] { return 0 }
    guard text.count == 6, text[3] == UInt8(ascii: ":"), let hours = twoDigits(text[1...2], below: 24),
        let minutes = twoDigits(text[4...5], below: 60)
    else { return nil }
    let seconds = Int64(hours * 3_600 + minutes * 60)
    switch text[0] {
    case UInt8(ascii: "+"): return seconds
    case UInt8(ascii: "-"): return -seconds
    default: return nil
    }
}
