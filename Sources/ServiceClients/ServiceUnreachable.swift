/// A service of another process did not answer; what was asked may have been done.
public struct ServiceUnreachable: Error, Sendable, Equatable, CustomStringConvertible {
    /// Which, as `--target` names it.
    public let service: String

    /// The fact and the next step.
    public var description: String {
        "the service “\(service)” does not answer; see that it runs and is reached"
    }
}
