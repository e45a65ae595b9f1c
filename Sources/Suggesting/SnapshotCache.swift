package import Book
package import Domain
package import Planning
package import Storage
import Synchronization

/// Snapshots for suggestions that were read lately, for others who ask about the same days of the same book.
///
/// *Rule.* A snapshot is used again only while no instance wrote anything since before it was read, and for two seconds, within
/// which holds may expire and notice may pass. *Why.* When a slot goes, everybody who lost it asks for others at the same
/// time. *If broken.* Somebody is shown a slot that a booking will refuse; no booking is decided from here.
public final class SnapshotCache: Sendable {
    /// Nothing yet.
    public init() {}

    package struct Key: Hashable {
        package let first: LocalDate
        package let dayCount: Int
        package let clinic: Int
        package let batch: Int
        /// The time in steps of two seconds.
        package let moment: Int64
    }

    /// What the load depends on; a hold more or less does not change it enough to matter.
    package struct LoadKey: Hashable {
        package let today: LocalDate
        package let clinic: Int
        package let batch: Int
    }

    package typealias Entry = (snapshot: SuggestionSnapshot, flexible: [FlexibleBooking])

    private let entries = Mutex<[Key: Entry]>([:])
    /// The load that was counted last.
    private let load = Mutex<(of: LoadKey, value: PractitionerLoad)?>(nil)
    private static let most = 16
    private static let secondsOfUse: Int64 = 2

    /// The entry for these days, read now unless it was read already.
    package func entry(
        _ transaction: some ReadTransaction, _ context: ClinicContext, from first: LocalDate, dayCount: Int
    ) throws -> Entry {
        let key = Key(
            first: first, dayCount: dayCount, clinic: context.version, batch: transaction.batch,
            moment: transaction.now.secondsSince1970 / Self.secondsOfUse)
        if let known = entries.withLock({ $0[key] }) { return known }
        let snapshot = try SuggestionSnapshot(
            transaction, context, from: first, dayCount: dayCount,
            load: load(transaction, context))
        let entry = (snapshot, try snapshot.flexible(transaction))
        entries.withLock { entries in
            if entries.count >= Self.most { entries.removeAll(keepingCapacity: true) }
            entries[key] = entry
        }
        return entry
    }

    private func load(
        _ transaction: some ReadTransaction, _ context: ClinicContext
    ) throws -> PractitionerLoad {
        let key = LoadKey(
            today: context.today(at: transaction.now), clinic: context.version, batch: transaction.batch)
        if let known = load.withLock({ $0 }), known.of == key { return known.value }
        let value = try PractitionerLoad(transaction, context)
        load.withLock { $0 = (key, value) }
        return value
    }
}
