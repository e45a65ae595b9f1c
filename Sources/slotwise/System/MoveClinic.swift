import Book
import Exchange
import Foundation
import Storage

/// Copies a clinic from one place to another that has none, such as from files to a server or back.
///
/// *Rule.* The stores that are copied into carry a mark of their own until all of them are there and were checked. *Why.* Nobody
/// serves them meanwhile, and a copy that ended halfway can be made again. *If broken.* Somebody serves accounts without a book.
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

    private typealias Pair = (store: ServiceStore, from: any Database, to: any Database)

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
        let pairs: [Pair] = try ServiceStore.allCases.map {
            ($0, from: try source.open($0, isUnhurried: true), to: try target.open($0, isUnhurried: true))
        }
        defer {
            for pair in pairs {
                pair.from.close()
                pair.to.close()
            }
        }
        try await ClinicMark.require(pairs.map { ($0.store, $0.from) }, in: source)
        for pair in pairs { try await requireEmpty(pair.store, pair.to) }
        for pair in pairs { _ = try await pair.to.join(ClinicMark.unfinished, over: 0) }
        var moved: [Moved] = []
        for pair in pairs {
            try await pair.from.copy(to: pair.to)
            moved.append(try await compare(pair.store, pair.from, pair.to))
        }
        for pair in pairs where pair.store == .scheduling { try await requireSound(pair.to) }
        for pair in pairs { _ = try await pair.to.join(pair.from.mark(), over: ClinicMark.unfinished) }
        return moved
    }

    private func requireEmpty(_ store: ServiceStore, _ target: any Database) async throws {
        let mark = try await target.mark()
        if mark == ClinicMark.unfinished { return }
        let isEmpty = try await target.read { try $0.auditEntries(limit: 1).isEmpty }
        guard mark == 0, isEmpty else {
            throw UsageError(
                "\(self.target): \(store) holds something already; choose a place that has no clinic")
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
