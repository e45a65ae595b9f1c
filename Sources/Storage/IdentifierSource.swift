/// Where new ids come from; the composition root passes random ones, tests a counted one.
public protocol IdentifierSource: Sendable {
    /// A text that was never given before: lower-case letters and digits, at most 32.
    func next() -> String
}
