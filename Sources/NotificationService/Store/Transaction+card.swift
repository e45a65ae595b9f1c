import Foundation
import ServiceContracts
import Storage

/// Where the card lies among the settings.
private let name = "clinic-card"

extension ReadTransaction {
    /// Who writes; nothing until somebody said.
    func clinicCard() throws -> ClinicCardBody {
        guard let text = try setting(name) else { return ClinicCardBody() }
        return try JSONDecoder().decode(ClinicCardBody.self, from: Data(text.utf8))
    }
}

extension Transaction {
    func keep(_ card: ClinicCardBody) throws {
        try keep(name, String(decoding: try JSONEncoder().encode(card), as: UTF8.self))
    }
}
