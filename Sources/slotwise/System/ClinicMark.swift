import StorageSQLite

/// Joins the files of one clinic: a number in the header of each.
///
/// *Rule.* A server starts on files that belong together, or on new ones. *Why.* A book whose accounts are missing, empty or
/// another clinic's looks like one nobody has signed in to yet. *If broken.* A lost disk is found out by patients.
enum ClinicMark {
    /// Joins files that never were; throws for files of which one is missing, empty or another clinic's.
    static func require(_ stores: [(store: ServiceStore, database: SQLiteDatabase)], in directory: String)
        throws
    {
        let marks = try stores.map { ($0.store, try $0.database.mark()) }
        guard let (first, mark) = marks.first(where: { $1 != 0 }) else {
            let mark = Int.random(in: 1...Int(Int32.max))
            return try stores.forEach { try $0.database.join(mark) }
        }
        for (store, found) in marks where found != mark {
            guard found == 0 else {
                throw UsageError(
                    "\(directory): \(first.file) (\(mark)) and \(store.file) (\(found)) are of different clinics"
                )
            }
            throw UsageError(
                "\(directory)/\(store.file) is empty or new, but \(first.file) (\(mark)) had one before; restore a backup"
            )
        }
    }
}
