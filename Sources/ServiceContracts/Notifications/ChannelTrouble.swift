/// Why a way out does not take a message now; its words may name an address and are not kept.
public struct ChannelTrouble: Error, Sendable, Hashable {
    /// An answer of SMTP or HTTP from 300 on, else a code of the library that asks.
    public let code: Int

    /// A code.
    public init(code: Int) { self.code = code }
}
