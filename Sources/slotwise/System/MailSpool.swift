import Foundation
import ServiceContracts

/// Keeps outgoing mail as files in the data directory, for whatever sends it; readable by the owner only.
struct MailSpool: Messenger {
    let directory: String

    func send(_ message: OutgoingMessage) async throws { _ = try write(message) }

    func pretend(_ message: OutgoingMessage) async throws {
        try FileManager.default.removeItem(atPath: write(message))
    }

    /// Where the message is kept.
    private func write(_ message: OutgoingMessage) throws -> String {
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let text = """
            To: \(message.address)
            Subject: \(message.subject)
            Content-Type: text/plain; charset=utf-8

            \(message.text)

            """
        let path = "\(directory)/\(UUID().uuidString.lowercased()).eml"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        return path
    }
}
