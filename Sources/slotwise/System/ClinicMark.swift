import StorageSQLite

/// Joins the files of one clinic: a number in the header of each.
///
/// *Rule.* A server starts on files that belong together, or on new ones. *Why.* A book whose accounts are missing, empty or
/// another clinic's looks like one nobody has signed in to yet. *If broken.* A lost disk is found out by patients.
enum ClinicMark {
    /// Joins files that never were; throws for files of which one is missing, empty or another clinic's.
    static func require(_ book: SQLiteDatabase, _ accounts: SQLiteDatabase, in directory: String) throws {
        switch (try book.mark(), try accounts.mark()) {
        case (0, 0):
            let mark = Int.random(in: 1...Int(Int32.max))
            try book.join(mark)
            try accounts.join(mark)
        case (let mark, 0):
            throw UsageError(
                "\(directory)/auth.sqlite is empty or new, but the book (\(mark)) had accounts; restore a backup"
            )
        case (0, let mark):
            throw UsageError(
                "\(directory)/scheduling.sqlite is empty or new, but the accounts (\(mark)) had a book; restore a backup"
            )
        case (let one, let other) where one != other:
            throw UsageError("\(directory): book (\(one)) and accounts (\(other)) are of different clinics")
        default: break
        }
    }
}
