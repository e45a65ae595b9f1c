import Foundation
import Mustache
import ServiceContracts
import Words

/// What a message says of an event, by one way and in one language, as a clinic may write it itself.
struct NoticeTemplate: Sendable, Hashable {
    let event: TemplateBody.Event
    let channel: ContactPreferencesBody.Channel
    let language: Language

    /// All that there are, in the order in which administrators read them.
    static let all = TemplateBody.Event.allCases.flatMap { event in
        ContactPreferencesBody.Channel.allCases.flatMap { channel in
            Language.allCases.map { NoticeTemplate(event: event, channel: channel, language: $0) }
        }
    }

    init(event: TemplateBody.Event, channel: ContactPreferencesBody.Channel, language: Language) {
        self.event = event
        self.channel = channel
        self.language = language
    }

    /// Such as `booked.email.en`; `nil` for none.
    init?(id: String) {
        guard let one = Self.all.first(where: { $0.id == id }) else { return nil }
        self = one
    }

    var id: String { "\(event.rawValue).\(channel.rawValue).\(language.rawValue)" }

    /// Fields that it may have; on a lock screen neither with whom nor where.
    var fields: [String] {
        guard channel != .push else { return ["when", "clinic"] + (event.isOffer ? ["until"] : []) }
        let always = ["when", "who", "where", "name", "clinic", "address", "phone"]
        return always + (event.isOffer ? ["until"] : [])
            + (event.hasPlaceBefore ? ["before", "whoBefore"] : [])
    }

    /// Whether its reader sees what it is about apart from the text.
    var hasSubject: Bool { channel != .sms }

    /// Characters with fields; values make at most three times as much of them.
    static let longestSubject = 150
    var longestText: Int {
        switch channel {
        case .email: 4_000
        // Providers take 1,600 characters, links included.
        case .sms: 450
        // A push service takes less than four kilobytes.
        case .push: 200
        }
    }

    /// What it says where the clinic did not write it; on a lock screen the subject alone.
    var usual: TemplateText {
        let (subject, text) = Words(language).pattern(of: event.letter)
        return TemplateText(subject: subject, text: channel == .push ? "" : text)
    }
}

/// Words with fields, as Mustache has them.
struct TemplateText: Sendable, Hashable {
    let subject: String
    let text: String

    /// Why words are no template.
    enum Fault: Error, Sendable, Hashable {
        /// A field that there is not; in which part.
        case unknownField(String, in: Part)
        /// A tag of another kind, or sections that do not begin and end as they should.
        case malformed(Part)
        /// It says nothing, at least where fields are empty, or where they are filled.
        case empty(Part)
        /// It is longer than so many characters.
        case tooLong(Part, most: Int)
    }

    enum Part: String, Sendable {
        case subject, text
    }

    /// A field, or the begin or end of words for where it is filled (`#`) or not (`^`).
    private static var tag: Regex<(Substring, name: Substring)> {
        #/\{\{[#^\/]?\s*(?<name>[A-Za-z]+)\s*\}\}/#
    }

    /// Checks it for a template.
    ///
    /// - Throws: ``Fault``.
    func check(for template: NoticeTemplate) throws {
        for (part, words) in [(Part.subject, subject), (.text, text)] {
            for found in words.matches(of: Self.tag) where !template.fields.contains(String(found.name)) {
                throw Fault.unknownField(String(found.name), in: part)
            }
            let rest = words.replacing(Self.tag, with: "")
            guard !words.contains("{{{"), !words.contains("}}}"), !rest.contains("{{"), !rest.contains("}}"),
                (try? MustacheTemplate(string: words)) != nil
            else { throw Fault.malformed(part) }
        }
        guard subject.count <= NoticeTemplate.longestSubject else {
            throw Fault.tooLong(.subject, most: NoticeTemplate.longestSubject)
        }
        guard text.count <= template.longestText else {
            throw Fault.tooLong(.text, most: template.longestText)
        }
        let full = Dictionary(uniqueKeysWithValues: template.fields.map { ($0, "x1") })
        for values in [["when": "x1"], full] {
            let said = try filled(values)
            guard said.subject.contains(where: \.isLetter) else { throw Fault.empty(.subject) }
            guard template.channel == .push || said.text.contains(where: \.isLetter) else {
                throw Fault.empty(.text)
            }
        }
    }

    /// Whether there is something to send, and not so much that the way never takes it.
    func isSaid(by template: NoticeTemplate) -> Bool {
        subject.contains(where: \.isLetter) && (template.channel == .push || text.contains(where: \.isLetter))
            && text.count <= 3 * template.longestText && subject.count <= 3 * NoticeTemplate.longestSubject
    }

    /// The words with values in the place of fields, as they are: whoever shows them escapes them as it needs.
    ///
    /// - Throws: ``Fault`` for what ``check(for:)`` would refuse.
    func filled(_ values: [String: String]) throws -> TemplateText {
        func fill(_ words: String, _ part: Part) throws -> String {
            guard let template = try? MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\(words)") else {
                throw Fault.malformed(part)
            }
            return template.render(values.filter { !$0.value.isEmpty }).trimmingCharacters(
                in: .whitespacesAndNewlines)
        }
        return TemplateText(
            subject: try fill(subject, .subject).replacing(#/\s+/#, with: " "), text: try fill(text, .text))
    }
}

extension TemplateBody.Event {
    /// Of which letter of the catalogue it is.
    var letter: Letter.Code {
        switch self {
        case .booked: .visitBooked
        case .moved: .visitMoved
        case .replaced: .visitReplaced
        case .cancelled: .visitCancelled
        case .soon: .visitSoon
        case .offered: .visitOffered
        case .offeredInstead: .visitOfferedInstead
        }
    }

    /// Whether it asks for something, which ends.
    fileprivate var isOffer: Bool { self == .offered || self == .offeredInstead }
    /// Whether there is another place, where the patient's appointment is or was.
    fileprivate var hasPlaceBefore: Bool { self == .replaced || self == .offeredInstead }
}
