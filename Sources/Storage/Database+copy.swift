extension Database {
    /// Makes `target`, of the same schema, hold what this store holds at this moment, and nothing else.
    ///
    /// The number that joins stores is not copied. Both engines understand each other: rows travel as values. The whole of it is one transaction of `target`.
    ///
    /// - Throws: `StorageError`, `CancellationError`; `target` is then as it was.
    /// - Complexity: One insert for each 64 rows; a few pages of rows in memory.
    public func copy(to target: any Database) async throws {
        let pipe = RowPipe()
        try await withTaskCancellationHandler {
            try await copy(to: target, through: pipe)
        } onCancel: {
            pipe.fail(CancellationError())
        }
    }

    private func copy(to target: any Database, through pipe: RowPipe) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await unload(into: pipe)
                    pipe.finish()
                } catch {
                    pipe.fail(error)
                    throw error
                }
            }
            group.addTask {
                do {
                    try await target.load(from: pipe)
                } catch {
                    pipe.fail(error)
                    throw error
                }
            }
            try await group.waitForAll()
        }
    }
}

extension Transaction {
    /// Puts the rows of `pages` in place of what `tables` hold; they are named in the order in which they were made.
    ///
    /// - Throws: `StorageError`, or why the other side ended.
    package func fill(_ tables: [String], from pages: RowPipe) throws -> [String: Int] {
        try pages.begin()
        for table in tables.reversed() { try run(SQL(text: "DELETE FROM \(table)")) }
        var lastNumbers: [String: Int] = [:]
        while let page = try pages.next() {
            guard tables.contains(page.table) else {
                throw StorageError.engine(code: 0, message: "there is no table \(page.table) to copy to")
            }
            lastNumbers[page.table] = page.lastNumber
            try insert(page)
        }
        return lastNumbers
    }

    private func insert(_ page: RowPipe.Page) throws {
        var rest = page.rows[...]
        while !rest.isEmpty {
            // Two texts for each table, so that they are prepared once.
            let rows = rest.prefix(rest.count >= 64 ? 64 : 1)
            rest = rest.dropFirst(rows.count)
            let row = "(" + page.columns.map { _ in "?" }.joined(separator: ", ") + ")"
            try run(
                SQL(
                    text:
                        "INSERT INTO \(page.table) (\(page.columns.joined(separator: ", "))) VALUES "
                        + rows.map { _ in row }.joined(separator: ", "),
                    bindings: rows.flatMap(\.values)))
        }
    }
}
