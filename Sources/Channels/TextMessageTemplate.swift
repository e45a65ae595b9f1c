import Foundation
import Mustache

/// What is posted to a provider: values are escaped as a form or as JSON needs it.
struct TextMessageTemplate: Sendable {
    /// Why a template is none.
    enum Fault: Error, Sendable, Equatable {
        /// It cannot be read.
        case malformed
        /// Neither number nor text would be in it.
        case says(String)
    }

    let mediaType: String
    private let template: MustacheTemplate

    /// Reads a template of Mustache.
    ///
    /// - Throws: ``Fault``.
    init(_ text: String) throws {
        for (name, type) in Escape.all { MustacheContentTypes.register(type, named: name) }
        let begin = text.drop(while: \.isWhitespace)
        let isJSON = begin.hasPrefix("{") && !begin.hasPrefix("{{")
        mediaType = isJSON ? "application/json" : "application/x-www-form-urlencoded"
        guard
            let template = try? MustacheTemplate(
                string: "{{% CONTENT_TYPE:\(isJSON ? Escape.json : Escape.form)}}\(text)")
        else { throw Fault.malformed }
        self.template = template
        for name in ["to", "text"] where !text.contains("{{\(name)}}") { throw Fault.says(name) }
    }

    func fill(to number: String, from sender: String, text: String, callback: String?) -> String {
        var values = ["to": number, "from": sender, "text": text]
        values["callback"] = callback
        return template.render(values)
    }

    /// How values are written.
    private struct Escape: MustacheContentType {
        static let (form, json) = ("SLOTWISE-FORM", "SLOTWISE-JSON")
        static let all = [(form, Escape(isForm: true)), (json, Escape(isForm: false))]
        /// What stands for itself in a form (RFC 3986, §2.3).
        private static let plain = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

        let isForm: Bool

        func escapeText(_ text: String) -> String {
            if isForm { return text.addingPercentEncoding(withAllowedCharacters: Self.plain) ?? "" }
            let quoted =
                (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
            return String(quoted.dropFirst().dropLast())
        }
    }
}
