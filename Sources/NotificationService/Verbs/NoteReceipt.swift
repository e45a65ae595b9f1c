import Domain
import Storage

/// Notes what a provider tells of a message that it took: that it arrived, or that it did not and why.
struct NoteReceipt {
    let database: any Database

    /// What providers say of one that arrived, and of one that did not; anything else says that it is on its way.
    private static let arrived: Set<String> = ["delivered", "read"]
    private static let lost: Set<String> = ["failed", "undelivered"]

    /// Notes it; what is told late, or again, changes nothing.
    ///
    /// - Throws: `StorageError`.
    func callAsFunction(_ status: String, _ code: String?, of notice: String) async throws {
        let word = status.lowercased()
        guard Self.arrived.contains(word) || Self.lost.contains(word) else { return }
        try await database.write { transaction in
            if Self.arrived.contains(word) { return try transaction.noteArrival(of: notice) }
            try transaction.noteLoss(of: notice, why: "undelivered \(code ?? "")")
        }
    }
}
