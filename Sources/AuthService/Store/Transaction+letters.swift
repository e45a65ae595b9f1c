import Domain
import Storage
import Words

/// A letter that waits to be sent.
struct PostedLetter: Sendable {
    let id: Int
    let address: String
    let language: Language
    let letter: Letter
    let at: Instant
}

/// Of a stored letter.
private let format = 1

extension ReadTransaction {
    /// Whether somebody should carry a letter.
    func hasLetters() throws -> Bool {
        try first("SELECT 1 FROM letter WHERE taken_until <= \(now) LIMIT 1") != nil
    }
}

extension Transaction {
    /// Letters that nobody carries, oldest first; for a minute nobody else does.
    func takeLetters(limit: Int) throws -> [PostedLetter] {
        let query: SQL = """
            SELECT id, address, language, document, at FROM letter WHERE taken_until <= \(now)
            ORDER BY id LIMIT \(limit)
            """
        let letters = try rows(query).map {
            PostedLetter(
                id: try $0.int(0), address: try $0.text(1), language: try $0.word(2),
                letter: try $0.document(3, format: format), at: try $0.instant(4))
        }
        try run("UPDATE letter SET taken_until = \(now + 1) WHERE id IN \(in: letters.map(\.id))")
        return letters
    }

    /// Posts a letter, in the transaction of what it tells.
    func post(_ letter: Letter, to address: String, in language: Language) throws {
        try run(
            """
            INSERT INTO letter (address, language, document, at)
            VALUES (\(address), \(language.rawValue), \(SQLValue.document(letter, format: format)), \(now))
            """
        )
    }

    func deleteLetter(_ id: Int) throws { try run("DELETE FROM letter WHERE id = \(id)") }
}
