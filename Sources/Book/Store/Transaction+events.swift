package import Storage

package extension ReadTransaction {
    /// The place of the newest event; 0 before the first.
    func lastEvent() throws -> Int {
        try first("SELECT coalesce(max(id), 0) FROM outbox")?.int(0) ?? 0
    }

    /// Events after `id`, oldest first.
    func events(after id: Int, limit: Int) throws -> [BookEvent] {
        try rows(
            "SELECT id, event, subject, version, at, audience FROM outbox WHERE id > \(id) ORDER BY id LIMIT \(limit)"
        ).map {
            BookEvent(
                id: try $0.int(0), name: try $0.text(1), subject: try $0.text(2), version: try $0.int(3),
                at: try $0.instant(4), topics: try $0.text(5).split(separator: " ").map(String.init))
        }
    }
}
