import Domain
import ServiceContracts

/// Hears what people answer to text messages: whoever says STOP gets no more of them.
///
/// Source: CTIA Messaging Principles and Best Practices (2023) §5.1.3 for the English words, but for CANCEL: whoever answers a
/// reminder so means the appointment.
struct HearTextAnswer {
    let contacts: any Contacts

    private static let stops: Set<String> = [
        "stop", "stopall", "unsubscribe", "end", "quit", "optout", "revoke",
        "stopp", "ende", "abmelden", "abbestellen",
    ]

    /// - Throws: What the people's store throws.
    func callAsFunction(_ answer: TextAnswer) async throws {
        let said = (answer.text ?? "").lowercased().filter(\.isLetter)
        guard Self.stops.contains(said) else { return }
        try await contacts.stopTexts(to: answer.from.value)
    }
}
