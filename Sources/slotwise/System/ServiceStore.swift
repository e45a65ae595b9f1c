import ArgumentParser
import AuthService
import Book
import MessagingService
import NotificationService
import ReportingService
import Scenarios
import Storage
import StorageSQLite
import UserService

/// The stores of a clinic: one for each service that keeps something, a file or a schema of its name.
enum ServiceStore: String, CaseIterable, ExpressibleByArgument {
    case scheduling, users, auth, scenarios, notifications, messages, reports

    /// Whether it can be made again from the others: what is due and what is counted follow from the book.
    var isDerived: Bool { self == .notifications || self == .reports }

    /// Its name in the data directory.
    var file: String { "\(rawValue).sqlite" }

    /// Its schema.
    var migrations: [Migration] {
        switch self {
        case .scheduling: SchedulingMigrations.all
        case .users: UserMigrations.all
        case .auth: AuthMigrations.all
        case .scenarios: ScenarioMigrations.all
        case .notifications: NotificationMigrations.all
        case .messages: MessagingMigrations.all
        case .reports: ReportingMigrations.all
        }
    }

    /// Opens or makes it in `directory`.
    func open(_ directory: String, time: any TimeSource = SystemTime()) throws -> SQLiteDatabase {
        try SQLiteDatabase(
            name: rawValue, directory: directory, migrations: migrations, time: time, waitingSeconds: 5)
    }

    /// Opens it to read, beside a process that has it open.
    func beside(_ directory: String) throws -> SQLiteDatabase {
        try SQLiteDatabase(
            reading: rawValue, directory: directory, migrations: migrations, time: SystemTime())
    }
}
