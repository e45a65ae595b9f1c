public import Storage

extension PostgresDatabase {
    /// In the order in which they were made, without those of the adapter; with what numbers their rows.
    private static let tables: SQL = """
        SELECT c.relname, (
            SELECT pg_get_serial_sequence(c.relname, a.attname) FROM pg_attribute a
            WHERE a.attrelid = c.oid AND a.attidentity <> ''
        )
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relkind = 'r' AND c.relname NOT IN ('migration', 'book')
        ORDER BY c.oid
        """
    /// Rows of the first page of a table, of which nobody knows how long they are.
    private static let rowsAtFirst = 16

    /// See ``Storage/Database``.
    public func unload(into pipe: RowPipe) async throws {
        try await reading { transaction in
            for table in try transaction.rows(Self.tables) {
                let name = try table.text(0)
                let last = try table.optionalText(1).map { try transaction.lastNumber(of: $0) }
                let columns = try transaction.columns(of: name)
                try transaction.pages(of: name, columns, first: Self.rowsAtFirst) { rows in
                    try pipe.put(.init(table: name, columns: columns, rows: rows, lastNumber: last))
                }
            }
        }
    }

    /// See ``Storage/Database``: triggers rest meanwhile, which only the owner of the tables may ask for.
    public func load(from pipe: RowPipe) async throws {
        try await write { transaction in
            let tables = try transaction.rows(Self.tables).map {
                (name: try $0.text(0), sequence: try $0.optionalText(1))
            }
            let sequences = Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0.sequence) })
            for table in tables {
                try transaction.run(SQL(text: "ALTER TABLE \(table.name) DISABLE TRIGGER USER"))
            }
            let lastNumbers = try transaction.fill(tables.map(\.name), from: pipe)
            for (table, last) in lastNumbers {
                guard let sequence = sequences[table] ?? nil else { continue }
                // Unlike setval, this is undone with the transaction.
                try transaction.run(SQL(text: "ALTER SEQUENCE \(sequence) RESTART WITH \(last + 1)"))
            }
            for table in tables {
                try transaction.run(SQL(text: "ALTER TABLE \(table.name) ENABLE TRIGGER USER"))
            }
        }
    }
}

extension PostgresTransaction {
    fileprivate func lastNumber(of sequence: String) throws(StorageError) -> Int {
        try first(
            SQL(text: "SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM \(sequence)"))?
            .int(0)
            ?? 0
    }

    fileprivate func columns(of table: String) throws -> [String] {
        try rows(
            """
            SELECT column_name FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = \(table) ORDER BY ordinal_position
            """
        ).map { try $0.text(0) }
    }

    /// Gives the rows of a table to `take`, as many at a time as those before were short.
    fileprivate func pages(
        of table: String, _ columns: [String], first: Int, _ take: ([SQLRow]) throws -> Void
    ) throws {
        let list = columns.joined(separator: ", ")
        try connection.execute("DECLARE page NO SCROLL CURSOR FOR SELECT \(list) FROM \(table)")
        var count = first
        while true {
            let page = try connection.execute("FETCH \(count) FROM page")
            try take(page)
            if page.count < count { break }
            let bytes = page.reduce(0) { $0 + $1.bytes }
            count = min(RowPipe.pageRows, max(1, page.count * RowPipe.pageBytes / max(1, bytes)))
        }
        try connection.execute("CLOSE page")
    }
}
