import Domain
import ServiceContracts
import Storage

/// What a template said since a change; no words where the usual ones were taken up again.
struct TemplateVersion: Sendable {
    let version: Int
    let words: TemplateText?
    let at: Instant
    let by: String
}

extension ReadTransaction {
    /// What the clinic wrote itself, by the templates' ids.
    func ownTemplates() throws -> [String: TemplateText] {
        let query: SQL = """
            SELECT id, version, subject, text FROM template
            WHERE version = (SELECT max(version) FROM template AS newer WHERE newer.id = template.id)
            """
        return try Dictionary(
            rows(query).compactMap { row in
                try Self.words(row, 2).map { (try row.text(0), $0) }
            }
        ) { first, _ in first }
    }

    /// Every change of a template, the latest first.
    func versions(ofTemplate id: String) throws -> [TemplateVersion] {
        try rows(
            "SELECT version, at, by_account, subject, text FROM template WHERE id = \(id) ORDER BY version DESC"
        ).map {
            TemplateVersion(
                version: try $0.int(0), words: try Self.words($0, 3), at: try $0.instant(1),
                by: try $0.text(2))
        }
    }

    /// The latest version of a template; 0 where it was never changed.
    func version(ofTemplate id: String) throws -> Int {
        try first("SELECT coalesce(max(version), 0) FROM template WHERE id = \(id)")?.int(0) ?? 0
    }

    private static func words(_ row: SQLRow, _ column: Int) throws -> TemplateText? {
        guard let subject = try row.optionalText(column), let text = try row.optionalText(column + 1) else {
            return nil
        }
        return TemplateText(subject: subject, text: text)
    }
}

extension Transaction {
    /// Adds a version of a template; `nil` takes the usual words up again.
    func keep(_ words: TemplateText?, ofTemplate id: String, version: Int, by caller: Caller) throws {
        try run(
            """
            INSERT INTO template (id, version, subject, text, at, by_account)
            VALUES (\(id), \(version), \(words?.subject), \(words?.text), \(now), \(caller.name))
            """)
    }
}
