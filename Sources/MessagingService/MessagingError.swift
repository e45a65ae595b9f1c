/// Why something is not done with a conversation.
enum MessagingError: Error, Sendable, Equatable {
    /// There is none, or it is not the caller's; both look the same.
    case unknown(kind: String)
    /// Its messages are destroyed.
    case erased
    /// The master key of this name is not there.
    case locked(key: String)
    /// What is stored is not what was sealed.
    case damaged
    /// The key of the request was used for another message.
    case keyReused
    /// So many files of the account wait to be sent already.
    case tooManyFiles(most: Int)
    /// A part of a file is not as long as it should be.
    case partLength(expected: Int)
    /// A part of a file has not come.
    case partMissing(Int)
    /// Mail to the account's address was not shown to arrive.
    case unconfirmed
}
