/// The last step of an appointment is taken back.
public struct StepBack: Body {
    /// Why it goes over what has taken its time since; absent if its time must still be free.
    public let overbookReason: Line?

    /// A step back.
    public init(overbookReason: Line? = nil) { self.overbookReason = overbookReason }

    /// Its time is free.
    public static var example: Self { Self() }
}
