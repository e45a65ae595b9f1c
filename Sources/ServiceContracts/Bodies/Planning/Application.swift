public import Domain

/// Which moves to apply.
public struct Application: Body {
    /// The appointments to move; absent for all.
    public let moves: [Appointment.ID]?

    /// All or some.
    public init(moves: [Appointment.ID]? = nil) { self.moves = moves }

    /// All.
    public static var example: Self { Self() }
}
