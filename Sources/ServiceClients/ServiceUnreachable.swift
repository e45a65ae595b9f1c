/// A service of another process did not answer; what was asked may have been done.
public struct ServiceUnreachable: Error, Sendable, Equatable, CustomStringConvertible {
    /// Which, as `--target` names it.
    public let service: String
    /// What was seen, for whoever runs it.
    public let why: String

    /// The fact and the next step.
    public var description: String {
        "the service “\(service)” does not answer (\(why)); see that it runs, is reached and has the same key"
    }
}
