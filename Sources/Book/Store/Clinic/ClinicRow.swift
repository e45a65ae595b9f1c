import Domain
import Storage

/// A row of the clinic's tables: one thing that is added, changed or taken away by itself.
///
/// What has no id of its own, such as the hours of a weekday, is its own key: another is another row.
protocol ClinicRow: Hashable, Sendable {
    associatedtype Key: Hashable
    /// What stays the same when the row changes.
    var key: Key { get }
    /// The table, as the engines name it.
    static var table: String { get }
    /// The rows of a clinic, in a stable order.
    static func rows(of clinic: Clinic) -> [Self]
    /// Replaces the rows of a clinic.
    static func replace(by rows: [Self], in clinic: inout Clinic)
    /// The rows as they are stored, in a stable order.
    static func stored(_ transaction: some ReadTransaction) throws -> [Self]
    /// Adds the row, or changes the one with its key; `version` is its new one.
    func put(_ version: Int64, _ transaction: any Transaction) throws
    /// Takes the row with this key away.
    func remove(_ transaction: any Transaction) throws
}

extension ClinicRow where Key == Self {
    var key: Self { self }
}

extension ClinicRow {
    /// Reads the table into `clinic`.
    static func read(_ transaction: some ReadTransaction, into clinic: inout Clinic) throws {
        replace(by: try stored(transaction), in: &clinic)
    }

    /// Adds and changes what differs between two clinics; whether anything did.
    static func put(_ new: Clinic, over old: Clinic, _ transaction: any Transaction) throws -> Bool {
        let known = Set(rows(of: old))
        let changed = rows(of: new).filter { !known.contains($0) }
        // Random, never the next number: a commit that fails takes its number back, and whoever remembered a row under it would
        // take another for the same.
        for row in changed { try row.put(.random(in: 1...Int64.max / 2), transaction) }
        return !changed.isEmpty
    }

    /// Takes away what the new clinic has no longer; whether there was anything.
    static func remove(_ new: Clinic, from old: Clinic, _ transaction: any Transaction) throws -> Bool {
        let kept = Set(rows(of: new).map(\.key))
        let gone = rows(of: old).filter { !kept.contains($0.key) }
        for row in gone { try row.remove(transaction) }
        return !gone.isEmpty
    }
}
