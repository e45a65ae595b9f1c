import AuthService
import Directory
import Book
import SchedulingService
import Storage
import UserService

/// The accounts beside a book, in a store of their own.
struct Accounts: Sendable {
    let database: any Storage.Database
    let auth: Auth

    /// Opens or makes the accounts.
    init(_ place: StorePlace, book: Composition) throws {
        database = try place.open(.auth)
        auth = Auth(
            database: database, ids: RandomIdentifiers(), time: SystemTime(), hasher: PasswordHasher(),
            patients: Registry(book.users, appointments: BookAppointments(book.scheduling)),
            appointments: BookAppointments(book.scheduling),
            messenger: MailSpool(directory: "\(place.directory)/mail"))
    }

    /// Runs `body` on the accounts of `place` and closes them whatever happens.
    static func open<Value>(
        _ place: StorePlace, book: Composition, _ body: (Accounts) async throws -> Value
    ) async throws -> Value {
        if let clinic = OpenClinic.current { return try await body(clinic.accounts) }
        let accounts = try Accounts(place, book: book)
        defer { accounts.database.close() }
        let value = try await body(accounts)
        try? await accounts.database.sealAudit()
        return value
    }
}
