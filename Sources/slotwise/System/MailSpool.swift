import Foundation
import ServiceContracts

/// Keeps outgoing mail as files in the data directory, named by their id, for whatever sends it; readable by the owner only.
struct MailSpool: Messenger {
    let directory: String

    func send(_ message: OutgoingMessage) async throws {
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let text = """
            To: \(message.address)
            Subject: \(message.subject)
            Content-Type: text/plain; charset=utf-8

            \(message.text)

            """
        let path = "\(directory)/\(message.id).eml"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
}
