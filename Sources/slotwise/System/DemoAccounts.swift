import AuthService
import Foundation

/// The passwords of a made-up clinic, kept beside it so that the next start can print them again.
struct DemoAccounts {
    private let path: String

    init(directory: String) { path = "\(directory)/demo-accounts.json" }

    func keep(_ accounts: [SeedAccounts.Made]) throws {
        try JSONEncoder().encode(accounts).write(to: URL(fileURLWithPath: path), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    func recall() throws -> [SeedAccounts.Made] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw UsageError(
                "--data: the directory holds a clinic that is no demo; serve it with slotwise serve")
        }
        return try JSONDecoder().decode([SeedAccounts.Made].self, from: data)
    }
}
