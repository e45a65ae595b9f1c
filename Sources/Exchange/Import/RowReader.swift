import Book
import Domain
import ServiceContracts

/// Reads typed values from one row; the first bad one is thrown with file, line, field and rule.
struct RowReader {
    let sheet: ImportSheet
    let line: Int
    let fields: [String: String]

    func fault(_ field: String, _ rule: String) -> ImportFault {
        ImportFault(file: sheet.file, line: line, field: field, rule: rule)
    }

    func optional(_ field: String) -> String? {
        let text = (fields[field] ?? "").trimmed
        return text.isEmpty ? nil : text
    }

    func text<Length: Bound>(
        _ field: String, _ length: Length.Type = Bounds.Line.self
    ) throws(ImportFault) -> String {
        guard let text = optional(field) else { throw fault(field, "must not be empty") }
        return try judged(text, field, length)
    }

    func optionalText(_ field: String) throws(ImportFault) -> String? {
        guard let text = optional(field) else { return nil }
        return try judged(text, field, Bounds.Line.self)
    }

    private func judged<Length: Bound>(
        _ text: String, _ field: String, _ length: Length.Type
    ) throws(ImportFault) -> String {
        let most = Length.range.upperBound
        guard text.unicodeScalars.count <= most else {
            throw fault(field, "has more than \(most) characters")
        }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw fault(field, "holds a control character or a line break")
        }
        // The rule of text that comes over HTTP: what is kept must be shown by the contract.
        guard Text<Length>(text) != nil else { throw fault(field, "holds hidden characters") }
        return text
    }

    /// An address by the rule of addresses that come over HTTP; `nil` if empty.
    func email() throws(ImportFault) -> String? {
        guard let text = optional("email") else { return nil }
        guard let email = EmailAddress(text) else { throw fault("email", "“\(text)” is not an address") }
        return email.value
    }

    /// A number by the rule of numbers that come over HTTP; `nil` if empty.
    func phone() throws(ImportFault) -> String? {
        guard let text = optional("phone") else { return nil }
        guard let phone = PhoneNumber(text) else {
            throw fault("phone", "“\(text)” is not a telephone number")
        }
        return phone.value
    }

    /// `yes`, `no` or nothing, which is no.
    func flag(_ field: String) throws(ImportFault) -> Bool {
        switch optional(field) {
        case nil, "no": return false
        case "yes": return true
        case .some(let text): throw fault(field, "“\(text)” is not yes or no")
        }
    }

    /// Whose doing something was; `nil` if the field is empty.
    func side(_ field: String) throws(ImportFault) -> Side? {
        guard let text = optional(field) else { return nil }
        guard let side = Side(rawValue: text) else {
            throw fault(field, "“\(text)” is not patient or clinic")
        }
        return side
    }

    /// An id: letters, digits, dots, dashes and underscores.
    func id<Entity>(_ field: String) throws(ImportFault) -> Identifier<Entity> {
        let text = try text(field)
        let isPlain = text.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                || [45, 46, 95].contains($0)
        }
        guard isPlain, text.utf8.count <= 64 else {
            throw fault(field, "“\(text)” is not an id: up to 64 letters, digits, dots, dashes, underscores")
        }
        return Identifier(text)
    }

    /// An id; `nil` if empty.
    func optionalID<Entity>(_ field: String) throws(ImportFault) -> Identifier<Entity>? {
        optional(field) == nil ? nil : try id(field)
    }

    /// An id that must be a key of `known`.
    func id<Entity, Value>(
        _ field: String, in known: [Identifier<Entity>: Value]
    ) throws(ImportFault) -> Identifier<Entity> {
        let id: Identifier<Entity> = try id(field)
        guard known[id] != nil else { throw fault(field, "there is no “\(id)”") }
        return id
    }

    func integer<Kind: Bound>(
        _ field: String, _ kind: Kind.Type, default fallback: Int? = nil
    ) throws(ImportFault) -> Int {
        if optional(field) == nil, let fallback { return fallback }
        let text = try text(field)
        guard let number = Int(text), Kind.allows(number) else {
            throw fault(field, "“\(text)” \(Kind.rule)")
        }
        return number
    }

    func optionalInteger<Kind: Bound>(_ field: String, _ kind: Kind.Type) throws(ImportFault) -> Int? {
        optional(field) == nil ? nil : try integer(field, kind)
    }

    func value<Value>(_ field: String, _ rule: String, _ parse: (String) -> Value?) throws(ImportFault)
        -> Value
    {
        let text = try text(field)
        guard let value = parse(text) else { throw fault(field, "“\(text)” is not \(rule)") }
        return value
    }

    func date(_ field: String) throws(ImportFault) -> LocalDate {
        try value(field, "a date yyyy-mm-dd") { LocalDate(iso8601: $0) }
    }

    /// A date, or that of a time as it is written.
    func day(_ field: String) throws(ImportFault) -> LocalDate {
        try value(field, "a date yyyy-mm-dd or a time such as 2026-03-02T09:15:00Z") { text in
            let isTime = Instant(rfc3339: text) != nil
            return LocalDate(iso8601: isTime ? String(text.prefix(10)) : text)
        }
    }

    func weekday(_ field: String) throws(ImportFault) -> Weekday {
        try value(field, "a weekday such as monday") { Weekday(rawValue: $0.lowercased()) }
    }

    func instant(_ field: String) throws(ImportFault) -> Instant {
        try value(field, "a time such as 2026-03-02T09:15:00Z, from 1970 to 2199") { text in
            Instant(rfc3339: text).flatMap { Instant.plausible.contains($0) ? $0 : nil }
        }
    }

    func hours(_ field: String) throws(ImportFault) -> LocalTimeRange {
        try value(field, "hours hh:mm-hh:mm") { LocalTimeRange($0) }
    }

    /// Values separated by semicolons, each once.
    func list<Length: Bound>(
        _ field: String, _ length: Length.Type = Bounds.Line.self
    ) throws(ImportFault) -> [String] {
        let values = (optional(field) ?? "").split(separator: ";").map { String($0).trimmed }.filter {
            !$0.isEmpty
        }
        guard Set(values).count == values.count else { throw fault(field, "names something twice") }
        return try values.map { value throws(ImportFault) in try judged(value, field, length) }
    }

    func length() throws(ImportFault) -> AppointmentLength {
        AppointmentLength(
            duration: Minutes(try integer("durationMinutes", Bounds.DurationMinutes.self)),
            bufferBefore: Minutes(try integer("bufferBeforeMinutes", Bounds.BufferMinutes.self, default: 0)),
            bufferAfter: Minutes(try integer("bufferAfterMinutes", Bounds.BufferMinutes.self, default: 0))
        )
    }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
