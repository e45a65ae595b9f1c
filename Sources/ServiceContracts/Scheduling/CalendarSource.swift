/// Reads calendars of others at their addresses.
public protocol CalendarSource: Sendable {
    /// Reads one.
    ///
    /// - Parameters:
    ///   - address: `https://…`, or `webcal://…` for the same.
    ///   - tag: Of what was read before; `nil` to read all of it.
    /// - Returns: What is there.
    /// - Throws: ``CalendarTrouble``.
    func read(_ address: String, unless tag: String?) async throws -> CalendarAnswer
}

/// What is at an address.
public enum CalendarAnswer: Sendable, Hashable {
    /// The same as before.
    case unchanged
    /// What is there, with a tag to ask by.
    case bytes([UInt8], tag: String?)
}

/// Why a calendar cannot be read now.
public enum CalendarTrouble: Error, Sendable, Hashable, CustomStringConvertible {
    /// The address is none, or is inside the clinic's own network.
    case address
    /// There is an answer, and not what was asked for.
    case status(Int)
    /// It is larger than so many bytes.
    case tooLarge(Int)
    /// Nobody answers, or nobody who can show that it is them.
    case silence

    /// The fact and the next step.
    public var description: String {
        switch self {
        case .address:
            "the address cannot be asked; give one that begins with https:// and is on the internet"
        case .status(let code): "the address answers \(code); make another secret address in that calendar"
        case .tooLarge(let bytes):
            "the calendar is larger than \(bytes) bytes; give the address of a smaller one"
        case .silence: "nobody answers at the address, or not securely"
        }
    }
}
