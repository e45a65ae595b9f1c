/// What a provider tells of a text message, as Twilio's status callback does; whatever else it sends is not read.
public struct DeliveryReceipt: Body {
    /// Such as `delivered` or `undelivered`.
    public let status: Label
    /// Why it was not, in the provider's number.
    public let code: Label?

    private enum CodingKeys: String, CodingKey {
        case status = "MessageStatus"
        case code = "ErrorCode"
    }

    /// A receipt.
    public init(status: Label, code: Label? = nil) {
        self.status = status
        self.code = code
    }

    /// It arrived.
    public static var example: Self { Self(status: Label(stored: "delivered")) }
}
