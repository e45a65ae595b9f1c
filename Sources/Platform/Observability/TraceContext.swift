/// The trace a request belongs to.
///
/// Source: W3C Trace Context, `traceparent`.
struct TraceContext: Sendable {
    /// 32 hexadecimal digits.
    let trace: String
    /// 16 hexadecimal digits: the caller's span.
    let parent: String

    /// Reads `00-<trace>-<parent>-<flags>`; `nil` for what is none.
    init?(_ header: String) {
        let parts = header.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "00", Self.isHex(parts[1], 32), Self.isHex(parts[2], 16),
            Self.isHex(parts[3], 2), parts[1].contains(where: { $0 != "0" }),
            parts[2].contains(where: { $0 != "0" })
        else { return nil }
        trace = String(parts[1])
        parent = String(parts[2])
    }

    private static func isHex(_ text: Substring, _ count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}
