/// A message to a person, until it is said in their language.
public struct Letter: Sendable, Hashable, Codable {
    /// What is said.
    public let code: Code
    /// What it is said with, by the names that the catalogue has.
    public let values: [String: Reason.Value]

    /// A letter.
    public init(_ code: Code, _ values: [String: Reason.Value] = [:]) {
        self.code = code
        self.values = values
    }

    /// What stands beside the text: what can be done, and what an event is called.
    public enum Phrase: String, Sendable, CaseIterable {
        case answer, stop, visit, calendar, read, offer, daySheet
    }

    /// What can be said; each has a subject and a text in each language.
    public enum Code: String, Sendable, CaseIterable, Codable {
        // To whoever has an account, or nearly.
        case confirmAddress, accountExists, setPassword
        // To patients, of what somebody wrote: that it waits, and nothing of it.
        case messageWaits
        // To patients, of their visits: when, with whom and where, never why.
        case visitBooked, visitMoved, visitReplaced, visitCancelled, visitSoon
        // To whoever waits: a place is kept for them until they answer, or it ends.
        case visitOffered, visitOfferedInstead
        // To practitioners: how much the next day holds, and nobody's name.
        case daySheet
    }
}
