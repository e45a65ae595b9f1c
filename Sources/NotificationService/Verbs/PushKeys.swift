import Foundation
import Platform
import ServiceContracts
import Storage

/// The clinic's key for push services; it is made at its first use, and browsers that know it take messages of no other.
struct PushKeys {
    let database: any Database
    let service: any PushService

    private static let setting = "push-key"

    init(_ database: any Database, _ service: any PushService) {
        self.database = database
        self.service = service
    }

    /// The key.
    ///
    /// - Throws: `StorageError`, or what is wrong with the one that is stored.
    func callAsFunction() async throws -> PushKey {
        if let known = try await database.read({ try $0.setting(Self.setting) }) { return try key(known) }
        let made = Data(service.newKey()).base64URL
        return try key(
            try await database.write { transaction in
                if let known = try transaction.setting(Self.setting) { return known }
                try transaction.keep(Self.setting, made)
                return made
            })
    }

    private func key(_ text: String) throws -> PushKey {
        let secret = [UInt8](Data(base64URL: text) ?? Data())
        return PushKey(
            secret: secret, publicText: Data(try service.publicKey(of: secret)).base64URL)
    }
}
