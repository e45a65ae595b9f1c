package import Domain
public import Storage
import Synchronization

/// The present ``ClinicContext``, read again only when its version in the database has changed.
public final class ClinicCache: Sendable {
    private let zones: any ZoneSource
    private let latest = Mutex<ClinicContext?>(nil)

    /// A cache whose zones come from `zones`.
    public init(zones: any ZoneSource) {
        self.zones = zones
    }

    /// The context of `clinic`, of no version yet; throws if there is none: what cannot be read must never be stored.
    package func check(_ clinic: Clinic) throws -> ClinicContext {
        try ClinicContext(version: 0, clinic: clinic, zones: zones)
    }

    /// The clinic as `transaction` sees it.
    public func context(in transaction: some ReadTransaction) throws -> ClinicContext {
        let version = try transaction.clinicVersion()
        if let known = latest.withLock({ $0 }), known.version == version { return known }
        let context = try ClinicContext(version: version, clinic: transaction.clinic(), zones: zones)
        latest.withLock { $0 = context }
        return context
    }
}
