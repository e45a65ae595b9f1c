/// What can go wrong between a service and its database.
///
/// Nothing of the transaction remains when one is thrown.
public enum StorageError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Another process has the data directory open.
    case inUse(directory: String)
    /// The directory or file cannot be used.
    case unusable(path: String, reason: String)
    /// The database was made by a newer program.
    case newerSchema(found: String)
    /// The engine refused a row: a trigger or constraint fired, with its message.
    case constraint(String)
    /// The engine could not store or read: disk full, input/output error, corruption.
    case engine(code: Int, message: String)
    /// The database server cannot be reached, or did not answer in time.
    case unreachable(String)
    /// The database server was asked to commit and did not answer: the change is stored, or it is not.
    case inDoubt
    /// A stored value has another type than the program expects.
    case unexpectedValue(column: Int, wanted: String, found: String)
    /// The writer has stopped; nothing more is accepted.
    case closed

    /// The fact and the next step.
    public var description: String {
        switch self {
        case .inUse(let directory):
            "\(directory) is in use by another slotwise process; stop that one first or choose another --data"
        case .unusable(let path, let reason): "\(path): \(reason)"
        case .newerSchema(let found):
            "the data was written by a newer version (migration \(found)); update slotwise"
        case .constraint(let message): "the database refused the change: \(message)"
        case .engine(let code, let message): "the database failed (\(code)): \(message); nothing was written"
        case .unreachable(let message): "the database cannot be reached: \(message); nothing was written"
        case .inDoubt:
            "the database did not say whether it stored the change; ask again with the same key, or look"
        case .unexpectedValue(let column, let wanted, let found):
            "column \(column) holds \(found), not \(wanted)"
        case .closed: "the database is closed"
        }
    }
}
