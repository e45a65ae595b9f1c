package import Domain
import Foundation
package import Storage

package extension ReadTransaction {
    /// 0 for a clinic that was never set up.
    func clinicVersion() throws -> Int {
        try first("SELECT version FROM clinic")?.int(0) ?? 0
    }

    func clinic() throws -> Clinic {
        guard let row = try first("SELECT document FROM clinic") else { return Clinic() }
        return try JSONDecoder().decode(Clinic.self, from: Data(row.text(0).utf8))
    }
}

package extension Transaction {
    /// Replaces the clinic, and keeps the capacities where the engine's triggers look for them.
    func replaceClinic(_ clinic: Clinic) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let document = String(decoding: try encoder.encode(clinic), as: UTF8.self)
        // A random version, never the next number: a commit that fails takes its number back, and whoever remembered a
        // clinic under it would take another clinic for the same.
        let version = Int64.random(in: 1...Int64.max / 2)
        try run(
            """
            INSERT INTO clinic (id, version, document) VALUES (1, \(version), \(document))
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, document = excluded.document
            """
        )
        for pool in clinic.pools.values.sorted(by: { $0.id < $1.id }) {
            try run(
                """
                INSERT INTO pool (id, capacity) VALUES (\(pool.id), \(pool.capacity))
                ON CONFLICT (id) DO UPDATE SET capacity = excluded.capacity
                """
            )
        }
    }
}
