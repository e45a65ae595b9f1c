import Domain
import Platform
import ServiceContracts
import Storage

/// What links in and beside messages carry, signed: who has one reads the patient's messages, or took one of them on.
///
/// Source: RFC 8058 for links that end messages: a program posts to them, without anybody signing in; a GET changes nothing.
struct NoticeLinks: Sendable {
    private static let setting = "opt-out-key"
    private static let receipts = "receipt"
    private static let answers = "answers"
    private static let texts = "texts"

    private let signed: SignedText

    /// With the key of a store, which is made at its first use.
    ///
    /// - Throws: `StorageError`.
    init(_ database: any Database) async throws {
        let known = try await database.read { try $0.setting(Self.setting) }
        if let known {
            signed = SignedText(key: known)
        } else {
            signed = SignedText(
                key: try await database.write { transaction in
                    if let key = try transaction.setting(Self.setting) { return key }
                    let key = SignedText.newKey()
                    try transaction.keep(Self.setting, key)
                    return key
                })
        }
    }

    /// Ends messages by one way to one patient.
    func optOut(of patient: Patient.ID, _ channel: ContactPreferencesBody.Channel) -> String {
        signed.token("\(channel.rawValue)/\(patient.rawValue)")
    }

    /// What a token ends; `nil` for none of ours.
    func optOut(
        _ token: String
    ) -> (channel: ContactPreferencesBody.Channel, patient: Patient.ID)? {
        guard let (word, subject) = parts(of: token),
            let channel = ContactPreferencesBody.Channel(rawValue: word)
        else { return nil }
        return (channel, Patient.ID(subject))
    }

    /// Tells what became of a notice that a provider took.
    func receipt(of notice: String) -> String { signed.token("\(Self.receipts)/\(notice)") }

    /// The notice that a token tells of; `nil` for none of ours.
    func receipt(_ token: String) -> String? {
        guard let (word, notice) = parts(of: token), word == Self.receipts else { return nil }
        return notice
    }

    /// Hands on what people answer to text messages.
    var textAnswers: String { signed.token("\(Self.answers)/\(Self.texts)") }

    /// Whether a token does so.
    func isTextAnswers(_ token: String) -> Bool {
        guard let (word, subject) = parts(of: token) else { return false }
        return word == Self.answers && subject == Self.texts
    }

    private func parts(of token: String) -> (String, String)? {
        guard let text = signed.text(of: token), let slash = text.firstIndex(of: "/") else { return nil }
        return (String(text[..<slash]), String(text[text.index(after: slash)...]))
    }
}
