public import Availability
package import Domain
public import Storage
import Synchronization

/// The present ``ClinicContext``; of what has another version in the database, and only of that, it is read again.
public final class ClinicCache: Sendable {
    let zones: any ZoneSource
    private let latest = Mutex<ClinicContext?>(nil)

    /// A cache whose zones come from `zones`.
    public init(zones: any ZoneSource) {
        self.zones = zones
    }

    /// The context of `clinic`, of no version yet; what cannot be read must never be stored.
    ///
    /// - Throws: `ZoneError` or `BookingError`, for what has no context.
    package func check(_ clinic: Clinic) throws -> ClinicContext {
        try clinic.requireUsable()
        return try ClinicContext(clinic: clinic, zones: zones)
    }

    /// What was seen last; `nil` before that.
    package var known: ClinicContext? { latest.withLock { $0 } }

    /// The clinic as `transaction` sees it.
    ///
    /// - Throws: `StorageError`, `ZoneError` or `DecodingError` for a clinic that cannot be read.
    public func context(in transaction: some ReadTransaction) throws -> ClinicContext {
        let version = try transaction.clinicVersion()
        let known = self.known
        if let known, known.version == version { return known }
        let versions = try transaction.clinicVersions()
        var clinic = known?.clinic ?? Clinic()
        for table in ClinicTables.all where versions[table.table] != known?.versions[table.table] {
            try table.read(transaction, into: &clinic)
        }
        let context = try ClinicContext(versions: versions, clinic: clinic, zones: zones, after: known)
        latest.withLock { $0 = context }
        return context
    }
}
