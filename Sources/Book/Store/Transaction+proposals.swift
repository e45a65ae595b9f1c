import Domain
package import Storage

package extension ReadTransaction {
    func proposal(_ id: Proposal.ID) throws -> Proposal {
        guard let row = try first("SELECT document FROM proposal WHERE id = \(id)") else {
            throw BookingError.unknown(kind: "proposal", id: id.rawValue)
        }
        return try row.json(0)
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
                \(SQLValue.json(proposal)))
            """
        )
    }

    /// Whether there was one.
    func deleteProposal(_ id: Proposal.ID) throws -> Bool {
        try run("DELETE FROM proposal WHERE id = \(id)") > 0
    }
}
