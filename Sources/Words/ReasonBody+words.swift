public import ServiceContracts

extension ReasonBody {
    /// A reason as somebody reads it.
    public init(_ reason: Reason, in words: Words) {
        self.init(code: reason.code.rawValue, points: reason.points, text: words.text(reason))
    }
}
