/// A number of a service that operators watch.
public struct ServiceFigure: Sendable {
    /// As Prometheus has names: `slotwise_notices_due`.
    public let name: String
    /// What it counts, in a line.
    public let help: String
    /// Read when somebody asks; it waits for nothing.
    public let value: @Sendable () -> Double

    /// A number.
    public init(_ name: String, _ help: String, _ value: @escaping @Sendable () -> Double) {
        self.name = name
        self.help = help
        self.value = value
    }
}
