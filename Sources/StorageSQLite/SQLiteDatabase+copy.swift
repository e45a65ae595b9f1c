import GRDB
public import Storage

extension SQLiteDatabase {
    /// In the order in which they were made.
    private static let tables: Storage.SQL = """
        SELECT name, (SELECT seq FROM sqlite_sequence WHERE sqlite_sequence.name = sqlite_master.name)
        FROM sqlite_master
        WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'migration' ORDER BY rowid
        """

    /// See ``Storage/Database``.
    public func unload(into pipe: RowPipe) async throws {
        try await reading { transaction in
            for table in try transaction.rows(Self.tables) {
                let (name, last) = (try table.text(0), try table.optionalInt(1))
                let columns = try transaction.rows("SELECT name FROM pragma_table_info(\(name)) ORDER BY cid")
                    .map { try $0.text(0) }
                let query = Storage.SQL(text: "SELECT \(columns.joined(separator: ", ")) FROM \(name)")
                try transaction.pages(of: query) { rows in
                    try pipe.put(.init(table: name, columns: columns, rows: rows, lastNumber: last))
                }
            }
        }
    }

    /// See ``Storage/Database``: triggers are made anew after the rows.
    public func load(from pipe: RowPipe) async throws {
        try await write { transaction in
            let triggers = try transaction.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
                .map { (name: try $0.text(0), text: try $0.text(1)) }
            for trigger in triggers { try transaction.run(Storage.SQL(text: "DROP TRIGGER \(trigger.name)")) }
            let names = try transaction.rows(Self.tables).map { try $0.text(0) }
            for (table, last) in try transaction.fill(names, from: pipe) {
                try transaction.run("DELETE FROM sqlite_sequence WHERE name = \(table)")
                try transaction.run("INSERT INTO sqlite_sequence (name, seq) VALUES (\(table), \(last))")
            }
            for trigger in triggers { try transaction.run(Storage.SQL(text: trigger.text)) }
        }
    }
}
