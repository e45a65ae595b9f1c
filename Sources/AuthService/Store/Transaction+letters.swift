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
    /// Letters after `id`, oldest first.
    func letters(after id: Int, limit: Int) throws -> [PostedLetter] {
        try rows(
            "SELECT id, address, language, document, at FROM letter WHERE id > \(id) ORDER BY id LIMIT \(limit)"
        ).map {
            PostedLetter(
                id: try $0.int(0), address: try $0.text(1), language: try $0.word(2),
                letter: try $0.document(3, format: format), at: try $0.instant(4))
        }
    }
}

extension Transaction {
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
