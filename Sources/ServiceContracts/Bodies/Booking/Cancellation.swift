/// Why an appointment is cancelled.
public struct Cancellation: Body {
    /// A code of the clinic, never a diagnosis.
    public let reason: Line?

    /// A cancellation.
    public init(reason: Line? = nil) { self.reason = reason }

    /// An example.
    public static var example: Self { Self(reason: Line("patient-request")) }
}
