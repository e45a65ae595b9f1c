import Foundation
import ServiceContracts

/// What stands on a lock screen, where anybody reads it: whoever writes it leaves out with whom and where.
struct PushText: Encodable {
    /// Of two about the same the browser shows the newer.
    let about: String
    let title: String
    /// What can be done about it.
    let body: String?
    let language: String
    /// Where that is done.
    let link: String?

    init(_ message: OutgoingMessage) {
        about = message.about ?? message.id
        title = message.subject
        body = message.text.isEmpty ? message.links.first?.words : message.text
        language = message.language
        link = message.links.first?.address
    }
}
