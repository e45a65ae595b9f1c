import Storage

/// Joins the stores of one clinic: a number that each of them has.
///
/// *Rule.* A server starts on stores that belong together, or on new ones. *Why.* A book whose accounts are missing, empty or
/// another clinic's looks like one nobody has signed in to yet. *If broken.* A lost disk is found out by patients.
enum ClinicMark {
    /// Of stores that a copy is being made into: nobody serves them.
    static let unfinished = -1

    /// How long another instance may take to join the stores of a new clinic.
    private static let patience = 5
    private static let pause = Duration.milliseconds(300)

    typealias Stores = [(store: ServiceStore, database: any Storage.Database)]

    /// Joins stores that never were; throws for stores of which one is missing, empty or another clinic's.
    ///
    /// A process that has some of them looks that each is finished: who has them all compares.
    static func require(_ stores: Stores, in place: StorePlace) async throws {
        guard stores.count == ServiceStore.allCases.count else {
            for (_, database) in stores { try await requireFinished(database, in: place) }
            return
        }
        if try await marks(stores).allSatisfy({ $0.mark == 0 }) { try await join(stores) }
        try await adopt(stores)
        let found = try await settledMarks(stores, in: place)
        guard !found.contains(where: { $0.mark == unfinished }) else { throw UsageError(unfinished(place)) }
        guard let known = found.first(where: { $0.mark != 0 }) else { return }
        for (store, mark) in found where mark != known.mark {
            throw UsageError(
                mark == 0
                    ? "\(place): \(store) is empty or new, but \(known.store) (\(known.mark)) had one before; restore a backup"
                    : "\(place): \(known.store) (\(known.mark)) and \(store) (\(mark)) are of different clinics"
            )
        }
    }

    /// Of instances that start together on a new clinic, the one that marks the first store decides.
    private static func join(_ stores: Stores) async throws {
        guard let first = stores.first else { return }
        let mark = try await first.database.join(.random(in: 1...Int(Int32.max)), over: 0)
        for (_, database) in stores { _ = try await database.join(mark, over: 0) }
    }

    /// Joins a store that is new or was lost to the others, if it can be made again from them.
    private static func adopt(_ stores: Stores) async throws {
        let found = try await marks(stores)
        guard let mark = found.first(where: { $0.mark > 0 })?.mark,
            found.allSatisfy({ $0.mark == mark || ($0.mark == 0 && $0.store.isDerived) })
        else { return }
        for (store, database) in stores where store.isDerived { _ = try await database.join(mark, over: 0) }
    }

    /// The marks, once another instance that joins them at this moment has had time to.
    private static func settledMarks(
        _ stores: Stores, in place: StorePlace
    ) async throws -> [(store: ServiceStore, mark: Int)] {
        var found = try await marks(stores)
        for _ in 0..<patience where !place.isFiles && found.contains(where: { $0.mark == 0 }) {
            try await Task.sleep(for: pause)
            found = try await marks(stores)
        }
        return found
    }

    /// Throws for a book that a copy was begun into and not finished.
    static func requireFinished(_ book: any Storage.Database, in place: StorePlace) async throws {
        guard try await book.mark() != unfinished else { throw UsageError(unfinished(place)) }
    }

    private static func unfinished(_ place: StorePlace) -> String {
        "\(place): a copy into it was not finished; make it again with slotwise migrate or restore"
    }

    private static func marks(_ stores: Stores) async throws -> [(store: ServiceStore, mark: Int)] {
        var marks: [(ServiceStore, Int)] = []
        for (store, database) in stores { marks.append((store, try await database.mark())) }
        return marks
    }
}
