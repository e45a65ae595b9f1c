import Domain
package import Storage

/// Of a stored proposal.
private let format = 1

package extension ReadTransaction {
    func proposal(_ id: Proposal.ID) throws -> Proposal {
        guard let row = try first("SELECT document FROM proposal WHERE id = \(id)") else {
            throw BookingError.unknown(kind: "proposal", id: id.rawValue)
        }
        return try row.document(0, format: format)
    }

    /// Proposals, newest first.
    func proposals(limit: Int) throws -> [Proposal] {
        try rows("SELECT id FROM proposal ORDER BY made_at DESC, id LIMIT \(limit)").map {
            try proposal($0.id(0))
        }
    }
}

package extension Transaction {
    func insert(_ proposal: Proposal) throws {
        try run(
            """
            INSERT INTO proposal (id, purpose, made_at, document)
            VALUES (\(proposal.id), \(proposal.purpose.word), \(proposal.madeAt),
                \(SQLValue.document(proposal, format: format)))
            """
        )
    }

    /// Whether there was one.
    func deleteProposal(_ id: Proposal.ID) throws -> Bool {
        try run("DELETE FROM proposal WHERE id = \(id)") > 0
    }
}
