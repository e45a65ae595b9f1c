import Domain
import Crypto
import Foundation

/// With what the keys of conversations are locked: the newest locks, any opens.
///
/// A line each, the newest last: a name, a space, 32 bytes in base64. They are kept apart from the store and from its backups: whoever
/// has one without the other reads nothing.
public struct MasterKeys: Sendable {
    /// Why lines are no keys.
    public enum Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// A line is not a name and 32 bytes in base64, or its name stands twice.
        case line(Int)
        /// There is none.
        case empty

        /// Which, and what is expected.
        public var description: String {
            switch self {
            case .line(let number): "line \(number) is not a name of its own and 32 bytes in base64"
            case .empty: "there is no key in it"
            }
        }
    }

    private static let bytes = 32

    private let keys: [String: SymmetricKey]
    /// What is locked now is locked with this one.
    let newest: String

    /// Reads lines.
    ///
    /// - Throws: ``Fault``.
    public init(_ text: String) throws {
        var keys: [String: SymmetricKey] = [:]
        var newest: String?
        for (number, line) in text.split(separator: "\n").enumerated() {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 2, let key = Data(base64Encoded: words[1]), key.count == Self.bytes,
                keys.updateValue(SymmetricKey(data: key), forKey: words[0]) == nil
            else { throw Fault.line(number + 1) }
            newest = words[0]
        }
        guard let newest else { throw Fault.empty }
        (self.keys, self.newest) = (keys, newest)
    }

    /// A line with a key that nobody guesses.
    ///
    /// - Parameter name: Letters and digits, of its own.
    /// - Returns: The line with its end.
    public static func newLine(_ name: String) -> String {
        let key = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() }
        return "\(name) \(key)\n"
    }

    /// Whether it opens what was locked with the key of this name.
    func has(_ name: String) -> Bool { keys[name] != nil }

    /// Locks a conversation's key.
    func lock(_ key: SymmetricKey, of thread: MessageThread) throws -> LockedKey {
        guard let master = keys[newest] else { throw MessagingError.locked(key: newest) }
        let bytes = key.withUnsafeBytes { Data($0) }
        return LockedKey(sealed: try Sealed(bytes, with: master, as: Self.place(thread)), by: newest)
    }

    /// Opens a conversation's key.
    ///
    /// - Throws: ``MessagingError/locked(key:)`` without the key that locked it, ``MessagingError/damaged`` if it is not what was locked.
    func open(_ locked: LockedKey, of thread: MessageThread) throws -> SymmetricKey {
        guard let master = keys[locked.by] else { throw MessagingError.locked(key: locked.by) }
        return SymmetricKey(data: try locked.sealed.open(with: master, as: Self.place(thread)))
    }

    /// Between whom a conversation is belongs to its key: put under another's name in the store, it does not open.
    private static func place(_ thread: MessageThread) -> String {
        "key/\(thread.id)/\(thread.patient)/\(thread.practitioner?.rawValue ?? "")"
    }
}

/// A conversation's key as it is stored.
struct LockedKey: Sendable, Hashable {
    let sealed: Sealed
    /// The name of the master key.
    let by: String
}
