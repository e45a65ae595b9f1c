/// The book as it is now, for whoever works on a copy.
public protocol LiveBook: Sendable {
    /// Copies the book into the directory `folder`, as the file ``InternalPath/bookFile`` of SQLite, while others read and write it.
    ///
    /// - Throws: What the book throws, or the disk.
    func copy(into folder: String) async throws
}
