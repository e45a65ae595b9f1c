import Domain
import Storage

extension CarveOut: ListedRow {
    static var table: String { "carve_out" }

    static var place: WritableKeyPath<Clinic, [Self]> { \.carveOuts }

    static func stored(_ transaction: some ReadTransaction) throws -> [Self] {
        try transaction.rows(
            """
            SELECT practitioner_id, weekday, hours, priorities, types, release_minutes FROM carve_out
            ORDER BY practitioner_id, hours, priorities, types, release_minutes
            """
        ).map {
            CarveOut(
                practitioner: try $0.id(0), weekday: try $0.word(1), hours: try $0.json(2),
                priorities: try $0.json(3), types: try $0.json(4), release: Minutes(try $0.int(5)))
        }.sorted { ($0.practitioner, $0.weekday) < ($1.practitioner, $1.weekday) }
    }

    /// Sets are stored in one order, so that the same one is the same text.
    private var storedPriorities: [Priority] { Priority.allCases.filter(priorities.contains) }

    func put(_ version: Int64, _ transaction: any Transaction) throws {
        try transaction.run(
            """
            INSERT INTO carve_out (practitioner_id, weekday, hours, priorities, types, release_minutes, version)
            VALUES (\(practitioner), \(weekday.rawValue), \(SQLValue.json(hours)), \(SQLValue.json(storedPriorities)),
                \(SQLValue.json(types.sorted())), \(release.count), \(version))
            ON CONFLICT DO NOTHING
            """)
    }

    func remove(_ transaction: any Transaction) throws {
        try transaction.run(
            """
            DELETE FROM carve_out WHERE practitioner_id = \(practitioner) AND weekday = \(weekday.rawValue)
                AND hours = \(SQLValue.json(hours)) AND priorities = \(SQLValue.json(storedPriorities))
                AND types = \(SQLValue.json(types.sorted())) AND release_minutes = \(release.count)
            """)
    }
}
