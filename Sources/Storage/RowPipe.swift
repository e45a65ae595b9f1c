import Foundation

/// Rows on their way from one store to another, a page at a time, so that a whole clinic is never in memory.
///
/// One side puts, the other takes, each on a thread of its own.
public final class RowPipe: Sendable {
    /// Some rows of one table, as they are stored.
    public struct Page: Sendable {
        /// The table.
        public let table: String
        /// Its columns, in the order of the values.
        public let columns: [String]
        /// The rows; none for a table that is empty.
        public let rows: [SQLRow]
        /// The last number the table gave to a row of its own; `nil` for a table that does not number its rows.
        public let lastNumber: Int?

        /// A page.
        public init(table: String, columns: [String], rows: [SQLRow], lastNumber: Int?) {
            self.table = table
            self.columns = columns
            self.rows = rows
            self.lastNumber = lastNumber
        }
    }

    private struct State {
        var pages: [Page] = []
        var wasBegun = false
        var isFinished = false
        var failure: (any Error)?
    }

    /// Only touched under `condition`.
    private final class Shared: @unchecked Sendable {
        let condition = NSCondition()
        var state = State()

        func waiting<Value>(for isReady: (State) -> Bool, _ body: (inout State) -> Value) -> Value {
            condition.lock()
            defer {
                condition.broadcast()
                condition.unlock()
            }
            while state.failure == nil && !isReady(state) { condition.wait() }
            return body(&state)
        }
    }

    private let shared = Shared()

    /// Pages that may wait for who takes them.
    private static let capacity = 4
    /// Rows of a page, if they are short.
    package static let pageRows = 2_000
    /// Bytes of a page, if they are long.
    package static let pageBytes = 4 * 1_024 * 1_024

    init() {}

    /// Called by who takes, at the start of its transaction: what was taken once does not come again.
    ///
    /// - Throws: `StorageError` at the second time, as when the transaction was lost and is run again.
    public func begin() throws {
        let isSecond = shared.waiting(for: { _ in true }) { state in
            defer { state.wasBegun = true }
            return state.wasBegun
        }
        if isSecond { throw StorageError.unreachable("the transaction that took the rows was lost") }
    }

    /// Hands a page over, once there is room for it.
    ///
    /// - Throws: Why the other side ended.
    public func put(_ page: Page) throws {
        let failure = shared.waiting(for: { $0.pages.count < Self.capacity }) { state in
            if state.failure == nil { state.pages.append(page) }
            return state.failure
        }
        if let failure { throw failure }
    }

    /// The next page, once there is one; `nil` after the last.
    ///
    /// - Throws: Why the other side ended.
    public func next() throws -> Page? {
        let (page, failure) = shared.waiting(for: { !$0.pages.isEmpty || $0.isFinished }) { state in
            (state.failure == nil && !state.pages.isEmpty ? state.pages.removeFirst() : nil, state.failure)
        }
        if let failure { throw failure }
        return page
    }

    func finish() { shared.waiting(for: { _ in true }) { $0.isFinished = true } }

    func fail(_ error: any Error) {
        shared.waiting(for: { _ in true }) { $0.failure = $0.failure ?? error }
    }
}
