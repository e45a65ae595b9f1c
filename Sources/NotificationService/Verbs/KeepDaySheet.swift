import Domain
import ServiceContracts
import Storage
import Words

/// Keeps whether practitioners are told by mail what the next day holds, and when.
struct KeepDaySheet {
    let database: any Database

    /// What an account wishes.
    ///
    /// - Throws: `StorageError`.
    func read(of account: String) async throws -> DaySheetBody {
        try await database.read { DaySheetBody(at: try $0.daySheet(of: account)?.at) }
    }

    /// Takes a wish; the next that is due is the first.
    ///
    /// - Throws: `StorageError`.
    func callAsFunction(
        _ body: DaySheetBody, for practitioner: Practitioner.ID, in language: Language, by caller: Caller
    ) async throws {
        try await database.write { transaction in
            if let at = body.at {
                try transaction.keep(
                    DaySheet(
                        account: caller.name, practitioner: practitioner, at: at, language: language,
                        toldOf: nil))
            } else {
                try transaction.endDaySheet(of: caller.name)
            }
            try transaction.audit("daySheetChanged", caller.name, by: caller)
        }
    }
}

/// Whom the next day is told to, when, and of which day they were told last.
struct DaySheet: Sendable, Hashable {
    let account: String
    let practitioner: Practitioner.ID
    let at: LocalTime
    let language: Language
    let toldOf: LocalDate?
}
