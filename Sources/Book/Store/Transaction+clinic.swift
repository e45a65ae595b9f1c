package import Domain
package import Storage

package extension ReadTransaction {
    /// Another one after every change of the clinic; 0 for a clinic that was never set up.
    func clinicVersion() throws -> Int {
        try first("SELECT version FROM clinic WHERE part = 'clinic'")?.int(0) ?? 0
    }

    /// The version of each table of the clinic, by its name.
    internal func clinicVersions() throws -> [String: Int] {
        Dictionary(
            uniqueKeysWithValues: try rows("SELECT part, version FROM clinic").map {
                (try $0.text(0), try $0.int(1))
            })
    }

    /// The version of what administrators read and change at a time; another one after each change of it, 0 for what is not there.
    func version(of part: ClinicPart) throws -> Int {
        // Versions of rows are random, so the sum is another whenever a row is.
        try rows(part.versions).reduce(0) { try $0 &+ $1.int(0) }
    }
}

package extension Transaction {
    /// Makes the clinic `new`, and writes the rows that differ from `old`, which is what is stored.
    func store(_ new: Clinic, over old: Clinic) throws {
        var changed: Set<String> = []
        for table in ClinicTables.all where try table.put(new, over: old, self) {
            changed.insert(table.table)
        }
        for table in ClinicTables.all.reversed() where try table.remove(new, from: old, self) {
            changed.insert(table.table)
        }
        for part in changed.sorted() + ["clinic"] {
            try run(
                """
                INSERT INTO clinic (part, version) VALUES (\(part), \(Int64.random(in: 1...Int64.max / 2)))
                ON CONFLICT (part) DO UPDATE SET version = excluded.version
                """)
        }
    }
}
