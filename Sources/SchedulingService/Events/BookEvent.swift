import Domain

/// Something that happened, as the outbox has it.
struct BookEvent: Sendable {
    let id: Int
    let name: String
    let subject: String
    let version: Int
    let at: Instant
    let topics: [String]

    /// Ids only: whoever may see more reads it.
    var text: String {
        "id: \(id)\nevent: \(name)\ndata: {\"at\":\"\(at)\",\"event\":\"\(name)\",\"subject\":\"\(subject)\",\"version\":\(version)}\n\n"
    }
}
