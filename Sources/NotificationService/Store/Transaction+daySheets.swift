import Domain
import Storage
import Words

extension ReadTransaction {
    func daySheet(of account: String) throws -> DaySheet? {
        try daySheets("WHERE account = \(account)").first
    }

    /// All of them, for the accounts that wish it.
    func daySheets() throws -> [DaySheet] { try daySheets("ORDER BY account") }

    private func daySheets(_ which: SQL) throws -> [DaySheet] {
        try rows("SELECT account, practitioner_id, at_minute, language, told_of FROM day_sheet \(which)")
            .compactMap { row in
                guard let at = LocalTime(minuteOfDay: try row.int(2)) else { return nil }
                return DaySheet(
                    account: try row.text(0), practitioner: try row.id(1), at: at,
                    language: try row.word(3),
                    toldOf: try row.optionalText(4).flatMap(LocalDate.init(iso8601:)))
            }
    }
}

extension Transaction {
    /// Keeps a wish; of which day somebody was told stays as it is.
    func keep(_ sheet: DaySheet) throws {
        try run(
            """
            INSERT INTO day_sheet (account, practitioner_id, at_minute, language)
            VALUES (\(sheet.account), \(sheet.practitioner), \(sheet.at.minuteOfDay), \(sheet.language.rawValue))
            ON CONFLICT (account) DO UPDATE SET practitioner_id = excluded.practitioner_id,
                at_minute = excluded.at_minute, language = excluded.language
            """)
    }

    func endDaySheet(of account: String) throws {
        try run("DELETE FROM day_sheet WHERE account = \(account)")
    }

    /// Notes of which day an account was told.
    ///
    /// - Returns: Whether that is news: another instance may have told it.
    func noteDaySheet(of account: String, told date: LocalDate) throws -> Bool {
        try run(
            """
            UPDATE day_sheet SET told_of = \(date)
            WHERE account = \(account) AND (told_of IS NULL OR told_of < \(date))
            """) > 0
    }
}
