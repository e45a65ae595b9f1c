package import Domain
package import Storage

/// Somebody's calendar outside the clinic: whose appointments it shows.
package struct CalendarFeed: Sendable, Hashable {
    /// What its address carries; another with every address.
    package let id: String
    /// Whose appointments; empty for a practitioner.
    package let patients: Set<Patient.ID>
    /// Whose day; `nil` for a patient's account.
    package let practitioner: Practitioner.ID?
    /// In which language; a tag such as `en`.
    package let language: String
    /// When its address was made.
    package let madeAt: Instant

    /// A calendar.
    package init(
        id: String, patients: Set<Patient.ID>, practitioner: Practitioner.ID?, language: String,
        madeAt: Instant
    ) {
        self.id = id
        self.patients = patients
        self.practitioner = practitioner
        self.language = language
        self.madeAt = madeAt
    }
}

package extension ReadTransaction {
    /// The calendar of an account, if it has one.
    func calendarFeed(of account: String) throws -> CalendarFeed? {
        try calendarFeed(where: "account = \(account)")
    }

    /// The calendar with an id; `nil` once its address has ended.
    func calendarFeed(_ id: String) throws -> CalendarFeed? { try calendarFeed(where: "id = \(id)") }

    private func calendarFeed(where condition: SQL) throws -> CalendarFeed? {
        let query: SQL =
            "SELECT account, id, practitioner_id, language, made_at FROM calendar_feed WHERE \(condition)"
        guard let row = try first(query) else { return nil }
        let patients: SQL =
            "SELECT patient_id FROM calendar_feed_patient WHERE account = \(try row.text(0)) ORDER BY patient_id"
        return CalendarFeed(
            id: try row.text(1), patients: Set(try rows(patients).map { try $0.id(0) }),
            practitioner: try row.optionalText(2).map { Practitioner.ID($0) }, language: try row.text(3),
            madeAt: try row.instant(4))
    }
}

package extension Transaction {
    /// Gives an account a calendar; the address of one before ends.
    func keep(_ feed: CalendarFeed, of account: String) throws {
        try endCalendarFeed(of: account)
        try run(
            """
            INSERT INTO calendar_feed (account, id, practitioner_id, language, made_at)
            VALUES (\(account), \(feed.id), \(feed.practitioner?.rawValue), \(feed.language), \(feed.madeAt))
            """)
        for patient in feed.patients.sorted() {
            try run(
                "INSERT INTO calendar_feed_patient (account, patient_id) VALUES (\(account), \(patient))")
        }
    }

    /// Ends the address of an account's calendar.
    @discardableResult
    func endCalendarFeed(of account: String) throws -> Bool {
        try run("DELETE FROM calendar_feed_patient WHERE account = \(account)")
        return try run("DELETE FROM calendar_feed WHERE account = \(account)") > 0
    }

    /// Ends the calendars of an account, and those with a patient's appointments; `nil` for all of either.
    func endCalendarFeeds(of account: String?, with patient: Patient.ID?) throws {
        let query: SQL =
            patient.map { "SELECT account FROM calendar_feed_patient WHERE patient_id = \($0)" }
            ?? "SELECT account FROM calendar_feed"
        for row in try rows(query) {
            let owner = try row.text(0)
            if account == nil || owner == account { try endCalendarFeed(of: owner) }
        }
    }
}
