import Domain
import Platform
import ServiceContracts
import Storage

/// Ends messages by one way to one patient, as a signed link says: whoever has it reads the patient's messages.
///
/// Source: RFC 8058: a program posts to the link, without anybody signing in; a GET changes nothing.
struct OptOut: Sendable {
    private static let setting = "opt-out-key"

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

    /// What a link to end messages carries.
    func token(for patient: Patient.ID, _ channel: ContactPreferencesBody.Channel) -> String {
        signed.token("\(channel.rawValue)/\(patient.rawValue)")
    }

    /// What a token ends; `nil` for none of ours.
    func subject(of token: String) -> (channel: ContactPreferencesBody.Channel, patient: Patient.ID)? {
        guard let text = signed.text(of: token), let slash = text.firstIndex(of: "/"),
            let channel = ContactPreferencesBody.Channel(rawValue: String(text[..<slash]))
        else { return nil }
        return (channel, Patient.ID(String(text[text.index(after: slash)...])))
    }
}
