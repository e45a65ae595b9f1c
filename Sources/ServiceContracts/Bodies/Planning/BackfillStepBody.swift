/// One step of a chain that fills a free place.
public struct BackfillStepBody: Body {
    /// Who moves.
    public let entry: WaitlistEntryBody
    /// Where they would be.
    public let to: ProposalBody.Seat
    /// Where they are.
    public let from: ProposalBody.Seat?
    /// Days they gain.
    public let daysGained: Int?

    /// A step.
    public init(entry: WaitlistEntryBody, to: ProposalBody.Seat, from: ProposalBody.Seat?, daysGained: Int?) {
        self.entry = entry
        self.to = to
        self.from = from
        self.daysGained = daysGained
    }

    /// An example.
    public static var example: Self { Self(entry: .example, to: .example, from: nil, daysGained: nil) }
}
