package import Domain

/// Something that happened, as the outbox has it.
package struct BookEvent: Sendable {
    package let id: Int
    package let name: String
    package let subject: String
    package let version: Int
    package let at: Instant
    package let topics: [String]

    /// Ids only: whoever may see more reads it.
    package var text: String {
        "id: \(id)\nevent: \(name)\ndata: {\"at\":\"\(at)\",\"event\":\"\(name)\",\"subject\":\"\(subject)\",\"version\":\(version)}\n\n"
    }
}
