import Foundation
package import Storage

package extension ReadTransaction {
    /// What the clinic chose; the usual until it has.
    func settings() throws -> ClinicSettings {
        guard let row = try first("SELECT value FROM setting WHERE name = 'clinic'") else {
            return ClinicSettings()
        }
        return try JSONDecoder().decode(ClinicSettings.self, from: Data(row.text(0).utf8))
    }
}

package extension Transaction {
    func store(_ settings: ClinicSettings) throws {
        let document = String(decoding: try JSONEncoder().encode(settings), as: UTF8.self)
        try run(
            """
            INSERT INTO setting (name, value) VALUES ('clinic', \(document))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)
    }
}
