public import Domain

/// A calendar outside the clinic that is to be followed.
public struct NewOutsideCalendar: Body {
    /// Its secret iCalendar address: `https://…` or `webcal://…`.
    public let address: Text<Bounds.Endpoint>

    /// A calendar.
    public init(address: Text<Bounds.Endpoint>) { self.address = address }

    /// One on the internet.
    public static var example: Self {
        Self(address: Text(stored: "https://calendar.example/private-k3m9/basic.ics"))
    }
}
