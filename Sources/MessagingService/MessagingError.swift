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
    /// The account sent so many bytes within a day already.
    case tooManyBytes(most: Int)
    /// A part came while the file was looked at.
    case fileChanged
    /// A part of a file is not as long as it should be.
    case partLength(expected: Int)
    /// So many parts of a file have not come.
    case partsMissing(Int)
    /// Mail to the account's address was not shown to arrive.
    case unconfirmed
}
