import Storage

/// Joins the stores of one clinic: a number that each of them has.
///
/// *Rule.* A server starts on stores that belong together, or on new ones. *Why.* A book whose accounts are missing, empty or
/// another clinic's looks like one nobody has signed in to yet. *If broken.* A lost disk is found out by patients.
enum ClinicMark {
    /// Joins stores that never were; throws for stores of which one is missing, empty or another clinic's.
    static func require(
        _ stores: [(store: ServiceStore, database: any Storage.Database)], in place: StorePlace
    )
        async throws
    {
        var marks: [(ServiceStore, Int)] = []
        for (store, database) in stores { marks.append((store, try await database.mark())) }
        guard let (first, mark) = marks.first(where: { $1 != 0 }) else {
            let mark = Int.random(in: 1...Int(Int32.max))
            for (_, database) in stores { try await database.join(mark) }
            return
        }
        for (store, found) in marks where found != mark {
            guard found == 0 else {
                throw UsageError(
                    "\(place): \(first) (\(mark)) and \(store) (\(found)) are of different clinics"
                )
            }
            throw UsageError(
                "\(place): \(store) is empty or new, but \(first) (\(mark)) had one before; restore a backup"
            )
        }
    }
}
