/// What was changed, with whose appointments no longer fit it: they stay booked until they are moved or cancelled.
public struct ClinicChanged<Value: Body>: Body {
    /// As it is now; its members stand beside ``displaced``.
    public let value: Value
    /// By start; such appointments are outside working hours, or with somebody who no longer offers them.
    public let displaced: [AbsenceBody.Displaced]

    private enum CodingKeys: String, CodingKey { case displaced }

    /// A change and whom it displaces.
    public init(_ value: Value, displaced: [AbsenceBody.Displaced]) {
        self.value = value
        self.displaced = displaced
    }

    /// Reads both from one object.
    public init(from decoder: any Decoder) throws {
        value = try Value(from: decoder)
        displaced = try decoder.container(keyedBy: CodingKeys.self).decode(
            [AbsenceBody.Displaced].self, forKey: .displaced)
    }

    /// Writes both into one object.
    public func encode(to encoder: any Encoder) throws {
        try value.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(displaced, forKey: .displaced)
    }

    /// Nobody.
    public static var example: Self { Self(Value.example, displaced: []) }
}
