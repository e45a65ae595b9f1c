/// Another program listens there already.
public struct AddressInUse: Error, CustomStringConvertible {
    /// Host and port.
    public let address: String

    /// The fact and the next step.
    public var description: String {
        "\(address) is in use by another program; stop it, or choose another --port"
    }
}
