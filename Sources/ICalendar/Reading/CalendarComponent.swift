/// A part of a calendar as it is written: an event, a zone, the calendar itself.
///
/// Source: RFC 5545 §3.1 and §3.4; RFC 6868 is not undone, since no parameter that is read here is text.
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
    /// What others write at most of a value that is not read.
    private static let longestSaid = 60

    private init(_ name: String) { self.name = name }

    /// Reads a calendar.
    ///
    /// - Throws: ``CalendarFault``.
    static func calendar(in text: String) throws(CalendarFault) -> CalendarComponent {
        var open: [CalendarComponent] = []
        for line in unfolded(text) {
            let property = try property(in: line)
            switch property.name {
            case "BEGIN":
                guard open.count < mostDepth else { throw .unbalanced(said(property.value)) }
                open.append(CalendarComponent(property.value.uppercased()))
            case "END":
                guard let ended = open.popLast(), ended.name == property.value.uppercased() else {
                    throw .unbalanced(said(property.value))
                }
                guard let parent = open.indices.last else {
                    guard ended.name == "VCALENDAR" else { throw .noCalendar }
                    return ended
                }
                open[parent].components.append(ended)
            default:
                guard let parent = open.indices.last else { throw .noCalendar }
                open[parent].properties.append(property)
            }
        }
        throw open.last.map { .unbalanced($0.name) } ?? .noCalendar
    }

    /// The first property of a name.
    subscript(name: String) -> Property? { properties.first { $0.name == name } }

    /// All properties of a name.
    func all(_ name: String) -> [Property] { properties.filter { $0.name == name } }

    /// Its parts of a name.
    func parts(_ name: String) -> [CalendarComponent] { components.filter { $0.name == name } }

    /// What others wrote, as far as an error repeats it.
    static func said(_ text: some StringProtocol) -> String { String(text.prefix(longestSaid)) }

    /// Lines whose continuations are put together; ends of lines other than CR LF are taken too.
    private static func unfolded(_ text: String) -> [String] {
        var lines: [String] = []
        for line in text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline) {
            if let first = line.first, first == " " || first == "\t", !lines.isEmpty {
                lines[lines.count - 1] += line.dropFirst()
            } else {
                lines.append(String(line))
            }
        }
        return lines
    }

    private static func property(in line: String) throws(CalendarFault) -> Property {
        let parts = split(line, at: ":", most: 1)
        guard parts.count == 2 else { throw .malformed("a line", said(line)) }
        let head = split(parts[0], at: ";", most: .max)
        var parameters: [String: String] = [:]
        for parameter in head.dropFirst() {
            let pair = split(parameter, at: "=", most: 1)
            guard pair.count == 2 else { throw .malformed("a parameter", said(parameter)) }
            parameters[pair[0].uppercased()] = pair[1].filter { $0 != "\"" }
        }
        return Property(name: head[0].uppercased(), parameters: parameters, value: parts[1])
    }

    /// Parts between marks that are not in quotes.
    private static func split(_ text: String, at mark: Character, most: Int) -> [String] {
        var parts = [""]
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if character == mark, !isQuoted, parts.count <= most {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts
    }
}
