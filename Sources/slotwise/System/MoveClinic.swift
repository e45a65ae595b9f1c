import Book
import Exchange
import Foundation
import Storage

/// Copies a clinic from one place to another that has none, such as from files to a server or back.
///
/// *Rule.* The book is copied last and marked last. *Why.* A copy that ended halfway is then no clinic yet, and can be made again.
/// *If broken.* Somebody serves a book without its accounts.
struct MoveClinic {
    /// Where the clinic is; nobody may be writing it.
    let source: StorePlace
    /// Where it shall be.
    let target: StorePlace

    /// What was copied of one service.
    struct Moved: Encodable {
        let service, auditHead: String
        let auditRows: Int
    }

    private static let order: [ServiceStore] = [.auth, .users, .scenarios, .scheduling]

    init(from source: StorePlace, to target: StorePlace) {
        self.source = source
        self.target = target
    }

    /// Copies every store and checks the copy: the trail of each, and the whole book.
    ///
    /// - Throws: `UsageError` if there is a clinic at the target already, or the copy is not sound; `StorageError`.
    @discardableResult
    func callAsFunction() async throws -> [Moved] {
        try source.requireBook()
        let stores = try Self.order.map { ($0, from: try source.open($0), to: try target.open($0)) }
        defer {
            for (_, from, to) in stores {
                from.close()
                to.close()
            }
        }
        try await ClinicMark.require(stores.map { ($0.0, $0.from) }, in: source)
        for (store, _, to) in stores where store == .scheduling { try await requireEmpty(to) }
        var moved: [Moved] = []
        for (store, from, to) in stores {
            try await from.copy(to: to)
            moved.append(try await compare(store, from, to))
        }
        for (store, from, to) in stores {
            if store == .scheduling { try await requireSound(to) }
            try await to.join(from.mark())
        }
        return moved
    }

    private func requireEmpty(_ book: any Database) async throws {
        let isEmpty = try await book.read { try $0.auditEntries(limit: 1).isEmpty }
        guard try await book.mark() == 0, isEmpty else {
            throw UsageError("\(target): there is a clinic already; choose a place that has none")
        }
    }

    private func compare(
        _ store: ServiceStore, _ source: any Database, _ target: any Database
    ) async throws -> Moved {
        let (theirs, ours) = (
            try await source.read { try $0.verifyAudit() }, try await target.read { try $0.verifyAudit() }
        )
        guard theirs == ours, ours.faults.isEmpty else {
            throw UsageError(
                "\(store): the trail of the copy is not the one of \(source): \(ours.faults.prefix(3))")
        }
        return Moved(service: store.rawValue, auditHead: ours.head, auditRows: ours.entries)
    }

    private func requireSound(_ book: any Database) async throws {
        let scheduling = Scheduling(database: book, zones: SystemZones(), ids: RandomIdentifiers())
        let faults = try await VerifyBook(scheduling)().faults
        guard faults.isEmpty else {
            throw UsageError("the copy is not sound: \(faults.prefix(3).joined(separator: "; "))")
        }
    }
}
