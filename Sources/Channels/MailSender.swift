import Foundation

/// Whose mail it is.
public struct MailSender: Sendable {
    /// Where answers go.
    public let address: String
    let header: String
    /// For people; the address where none was given.
    let name: String
    let domain: String

    /// `Clinic <desk@clinic.example>`, or the address alone; `nil` for what is neither.
    public init?(_ text: String) {
        let parts = text.split(separator: "<", maxSplits: 1).map(String.init)
        let address =
            parts.count == 2
            ? parts[1].trimmingCharacters(in: CharacterSet(charactersIn: "> "))
            : text.trimmingCharacters(in: .whitespaces)
        let halves = address.split(separator: "@")
        guard halves.count == 2, address.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 60 && $0 != 62 })
        else {
            return nil
        }
        self.address = address
        domain = String(halves[1])
        let name = parts.count == 2 ? parts[0].trimmingCharacters(in: CharacterSet(charactersIn: " \"")) : ""
        guard !name.contains("\""), !name.contains(where: \.isNewline) else { return nil }
        self.name = name.isEmpty ? address : name
        let isPlain = name.utf8.allSatisfy { $0 >= 32 && $0 < 127 }
        header =
            name.isEmpty ? address : "\(isPlain ? "\"\(name)\"" : MailMessage.encoded(name)) <\(address)>"
    }
}
