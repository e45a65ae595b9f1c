/// A part of a calendar as it is written: an event, a zone, the calendar itself, with those of its properties that are read here.
///
/// Source: RFC 5545 §3.1 and §3.4. What is not read, such as what an event is about, is not even looked at: whatever is wrong there keeps
/// nobody from being busy.
struct CalendarComponent: Sendable {
    /// A name with parameters, and a value.
    struct Property: Sendable, Hashable {
        /// In capitals.
        let name: String
        /// By names in capitals, without quotes.
        let parameters: [String: String]
        let value: String
    }

    /// In capitals.
    let name: String
    private(set) var properties: [Property] = []
    private(set) var components: [CalendarComponent] = []

    /// Deeper than calendars are.
    private static let mostDepth = 8
    /// What others write at most of a value that is repeated in an error.
    private static let longestSaid = 60
    private static let read: Set<String> = [
        "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS",
        "TRANSP",
        "X-MICROSOFT-CDO-BUSYSTATUS", "FREEBUSY", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "X-WR-TIMEZONE",
    ]

    private init(_ name: String) { self.name = name }

    /// Reads all calendars of a file, one after another.
    ///
    /// - Throws: ``CalendarFault``.
    static func calendars(in bytes: some Collection<UInt8>) throws(CalendarFault) -> [CalendarComponent] {
        var (calendars, open): ([CalendarComponent], [CalendarComponent]) = ([], [])
        for line in CalendarLines(bytes) {
            let (name, rest) = Self.name(of: line)
            switch name {
            case "BEGIN":
                let begun = Self.word(rest)
                guard open.count < mostDepth else { throw .unbalanced(said(begun)) }
                guard !open.isEmpty || begun == "VCALENDAR" else { throw .noCalendar }
                open.append(CalendarComponent(begun))
            case "END":
                guard let ended = open.popLast(), ended.name == Self.word(rest) else {
                    throw .unbalanced(said(Self.word(rest)))
                }
                if let parent = open.indices.last {
                    open[parent].components.append(ended)
                } else {
                    calendars.append(ended)
                }
            default:
                guard let parent = open.indices.last else { throw .noCalendar }
                if read.contains(name) { open[parent].properties.append(try property(name, rest)) }
            }
        }
        if let left = open.last { throw .unbalanced(left.name) }
        guard !calendars.isEmpty else { throw .noCalendar }
        return calendars
    }

    /// The first property of a name.
    subscript(name: String) -> Property? { properties.first { $0.name == name } }

    /// All properties of a name.
    func all(_ name: String) -> [Property] { properties.filter { $0.name == name } }

    /// Its parts of a name.
    func parts(_ name: String) -> [CalendarComponent] { components.filter { $0.name == name } }

    /// What others wrote, as far as an error repeats it: a time, a rule, a zone, and never what an event is about.
    static func said(_ text: some StringProtocol) -> String {
        String(text.prefix(longestSaid).filter { $0.isASCII && !$0.isNewline && $0 >= " " && $0 != "\u{7F}" })
    }

    /// The name of a line, in capitals, and what stands after it.
    private static func name(of line: Substring) -> (String, Substring) {
        let name = line.prefix { $0 != ":" && $0 != ";" }
        return (name.uppercased(), line.dropFirst(name.count))
    }

    private static func word(_ rest: Substring) -> String { rest.dropFirst().trimmed.uppercased() }

    private static func property(
        _ name: String, _ rest: Substring
    ) throws(CalendarFault) -> Property {
        let parts = split(rest, at: ":", most: 1)
        guard parts.count == 2 else { throw .malformed(name, "") }
        var parameters: [String: String] = [:]
        for parameter in split(parts[0], at: ";", most: .max) {
            let pair = split(parameter, at: "=", most: 1)
            if pair.count == 2 { parameters[pair[0].uppercased()] = pair[1].filter { $0 != "\"" } }
        }
        return Property(name: name, parameters: parameters, value: String(parts[1].trimmed))
    }

    /// Parts between marks that are not in quotes.
    private static func split(_ text: Substring, at mark: Character, most: Int) -> [Substring] {
        var (parts, begin, isQuoted): ([Substring], Substring.Index, Bool) = ([], text.startIndex, false)
        for index in text.indices {
            if text[index] == "\"" { isQuoted.toggle() }
            guard text[index] == mark, !isQuoted, parts.count < most else { continue }
            parts.append(text[begin..<index])
            begin = text.index(after: index)
        }
        return parts + [text[begin...]]
    }
}

extension Substring {
    /// Without blanks at either end.
    fileprivate var trimmed: Substring {
        let text = drop(while: \.isWhitespace)
        guard let last = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return text[...last]
    }
}
