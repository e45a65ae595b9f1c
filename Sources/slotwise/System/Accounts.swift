import AuthService
import Directory
import Book
import SchedulingService
import StorageSQLite
import UserService

/// The accounts beside a book, in a file of their own.
struct Accounts: Sendable {
    let database: SQLiteDatabase
    let auth: Auth

    /// Opens or makes the accounts in `directory`.
    init(directory: String, book: Composition) throws {
        database = try ServiceStore.auth.open(directory)
        auth = Auth(
            database: database, ids: RandomIdentifiers(), time: SystemTime(), hasher: PasswordHasher(),
            patients: Registry(book.users, appointments: BookAppointments(book.scheduling)),
            appointments: BookAppointments(book.scheduling),
            messenger: MailSpool(directory: "\(directory)/mail"))
    }

    /// Runs `body` on the accounts in `directory` and closes them whatever happens.
    static func open<Value>(
        _ directory: String, book: Composition, _ body: (Accounts) async throws -> Value
    ) async throws -> Value {
        if let clinic = OpenClinic.current { return try await body(clinic.accounts) }
        let accounts = try Accounts(directory: directory, book: book)
        defer { accounts.database.close() }
        return try await body(accounts)
    }
}
