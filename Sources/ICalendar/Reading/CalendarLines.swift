/// The lines of a calendar, put together where they were folded, without empty ones.
///
/// Source: RFC 5545 §3.1: a fold may stand within a character, so lines are put together before they are text. Ends of lines other than
/// CR LF are taken too, and nothing else ends one.
struct CalendarLines: Sequence {
    private let lines: [Substring]

    private static let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    private static let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]
    /// What some writers put before UTF-8.
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    init(_ bytes: some Collection<UInt8>) {
        let text = bytes.starts(with: Self.mark) ? Array(bytes.dropFirst(Self.mark.count)) : Array(bytes)
        var (lines, line): ([Substring], [UInt8]) = ([], [])
        var index = 0
        while index < text.count {
            let byte = text[index]
            index += 1
            guard byte == Self.lineFeed || byte == Self.carriageReturn else {
                line.append(byte)
                continue
            }
            if byte == Self.carriageReturn, index < text.count, text[index] == Self.lineFeed { index += 1 }
            if index < text.count, Self.blanks.contains(text[index]) {
                index += 1
                continue
            }
            if !line.isEmpty { lines.append(Substring(decoding: line, as: UTF8.self)) }
            line.removeAll(keepingCapacity: true)
        }
        if !line.isEmpty { lines.append(Substring(decoding: line, as: UTF8.self)) }
        self.lines = lines
    }

    func makeIterator() -> some IteratorProtocol<Substring> { lines.makeIterator() }
}
