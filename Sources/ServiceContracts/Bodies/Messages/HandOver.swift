public import Domain

/// Whose conversation it is from now on.
public struct HandOver: Body {
    /// The colleague; absent for the desk.
    public let practitioner: Practitioner.ID?

    /// To a colleague, or to the desk.
    public init(practitioner: Practitioner.ID?) { self.practitioner = practitioner }

    /// To a colleague.
    public static var example: Self { Self(practitioner: .sample) }
}
