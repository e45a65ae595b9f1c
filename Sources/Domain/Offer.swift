/// A place that is held for somebody on the waitlist while they are asked.
public struct Offer: Hashable, Sendable {
    /// Typed id.
    public typealias ID = Identifier<Offer>

    /// Identity.
    public let id: ID
    /// Who is asked.
    public let entry: WaitlistEntry.ID
    /// What keeps the place; it lets go by itself when the offer ends.
    public let hold: Hold
    /// Where the patient's own appointment is, which would move into the place; `nil` if they have none.
    public let instead: Seat?

    /// An offer of the place that `hold` keeps.
    public init(id: ID, entry: WaitlistEntry.ID, hold: Hold, instead: Seat? = nil) {
        self.id = id
        self.entry = entry
        self.hold = hold
        self.instead = instead
    }
}
