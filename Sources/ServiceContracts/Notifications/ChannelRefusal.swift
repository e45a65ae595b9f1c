/// Why a way out does not take a message, and never will.
public enum ChannelRefusal: Error, Sendable, Hashable {
    /// Nobody can be reached at the address, in a word or a code.
    case unreachable(String)
    /// Whoever reads there has said that nothing may come.
    case stopped
}
