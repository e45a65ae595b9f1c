public import Platform

/// Where people enter: what happens as it happens, and the web app.
public enum GatewayModule {
    /// How `--target` names it.
    public static let name = "gateway"

    /// The module; `events` tells people of what happens.
    public static func module(_ events: EventStream) -> ServiceModule {
        ServiceModule(
            name, operations: EventRoutes(events: events).operations, background: [events],
            eventStreams: { events.count })
    }
}
