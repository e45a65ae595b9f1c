package import Domain
package import Planning
package import Storage

package extension ReadTransaction {
    /// A page of those who wait, longest first.
    func waitlist(
        of patients: Set<Patient.ID>? = nil, after cursor: WaitlistEntry.ID? = nil, limit: Int
    ) throws -> [WaitlistEntry] {
        var condition: SQL = "1 = 1"
        if let patients { condition = "\(condition) AND patient_id IN \(in: patients.sorted())" }
        if let cursor {
            let last = try waitlistEntry(cursor)
            condition = "\(condition) AND (added_at, id) > (\(last.addedAt), \(last.id))"
        }
        return try waitlist(where: condition, limit: limit)
    }

    /// Those who wait for days that are not over and are not asked at the moment, longest first.
    func waiting(from date: LocalDate, limit: Int) throws -> [WaitlistEntry] {
        try waitlist(
            where: """
                latest >= \(date) AND NOT EXISTS (
                    SELECT 1 FROM offer JOIN hold ON hold.id = hold_id
                    WHERE entry_id = waitlist_entry.id AND expires_at > \(now))
                """, limit: limit)
    }

    func waitlistEntry(_ id: WaitlistEntry.ID) throws -> WaitlistEntry {
        guard let entry = try waitlist(where: "id = \(id)").first else {
            throw BookingError.unknown(kind: "waitlist entry", id: id.rawValue)
        }
        return entry
    }

    private func waitlist(where condition: SQL, limit: Int = 1) throws -> [WaitlistEntry] {
        let query: SQL = """
            SELECT id, patient_id, type_id, priority, earliest, latest, appointment_id, added_at FROM waitlist_entry
            WHERE \(condition) ORDER BY added_at, id LIMIT \(limit)
            """
        return try rows(query).map { row in
            WaitlistEntry(
                id: try row.id(0), patient: try row.id(1), type: try row.id(2), priority: try row.word(3),
                earliest: try row.date(4), latest: try row.date(5),
                appointment: try row.optionalText(6).map { Appointment.ID($0) }, addedAt: try row.instant(7)
            )
        }
    }

    /// Entry and hold of an offer.
    func offer(_ id: Offer.ID) throws -> (entry: WaitlistEntry.ID, hold: Hold.ID) {
        guard let row = try first("SELECT entry_id, hold_id FROM offer WHERE id = \(id)") else {
            throw BookingError.unknown(kind: "offer", id: id.rawValue)
        }
        return (try row.id(0), try row.id(1))
    }

    /// Entries that are being asked at the moment.
    func entriesWithOffers() throws -> Set<WaitlistEntry.ID> {
        Set(
            try rows("SELECT entry_id FROM offer JOIN hold ON hold.id = hold_id WHERE expires_at > \(now)")
                .map { try $0.id(0) })
    }

    /// Offers whose place is kept still, soonest end first: of `ids`, or all.
    ///
    /// One whose practitioner the clinic has no more is left out: nobody can come there.
    func offers(_ context: ClinicContext, _ ids: Set<Offer.ID>? = nil) throws -> [Offer] {
        var which: SQL = "hold.expires_at > \(now)"
        if let ids { which = "\(which) AND offer.id IN \(in: ids.sorted())" }
        let query: SQL = """
            SELECT offer.id, entry_id, hold_id, appointment.practitioner_id, appointment.starts_at,
                hold.practitioner_id
            FROM offer JOIN hold ON hold.id = hold_id
                JOIN waitlist_entry ON waitlist_entry.id = entry_id
                LEFT JOIN appointment ON appointment.id = waitlist_entry.appointment_id
            WHERE \(which) ORDER BY hold.expires_at, offer.id
            """
        return try rows(query).compactMap { row in
            guard context.clinic.practitioners[try row.id(5)] != nil else { return nil }
            let instead = try row.optionalText(3).map {
                Seat(practitioner: Practitioner.ID($0), start: try row.instant(4))
            }
            return Offer(
                id: try row.id(0), entry: try row.id(1), hold: try hold(try row.id(2), context),
                instead: instead)
        }
    }

    /// Offers made and taken since the clinic began.
    func offerHistory() throws -> OfferHistory {
        guard let row = try first("SELECT made, taken FROM offer_history") else {
            return OfferHistory(made: 0, taken: 0)
        }
        return OfferHistory(made: try row.int(0), taken: try row.int(1))
    }
}

package extension Transaction {
    func countOffer(made: Int, taken: Int) throws {
        try run("UPDATE offer_history SET made = made + \(made), taken = taken + \(taken)")
    }

    func insert(_ entry: WaitlistEntry) throws {
        try run(
            """
            INSERT INTO waitlist_entry (id, patient_id, type_id, priority, earliest, latest, appointment_id, added_at)
            VALUES (\(entry.id), \(entry.patient), \(entry.type), \(entry.priority.rawValue),
                \(entry.earliest), \(entry.latest), \(entry.appointment?.rawValue),
                \(entry.addedAt))
            """
        )
    }

    /// Whether there was one.
    func deleteWaitlistEntry(_ id: WaitlistEntry.ID) throws -> Bool {
        try run("DELETE FROM hold WHERE id IN (SELECT hold_id FROM offer WHERE entry_id = \(id))")
        try run("DELETE FROM offer WHERE entry_id = \(id)")
        return try run("DELETE FROM waitlist_entry WHERE id = \(id)") > 0
    }

    /// Forgets an offer; what it holds is the caller's to give back.
    func deleteOffer(_ id: Offer.ID) throws { try run("DELETE FROM offer WHERE id = \(id)") }

    /// Forgets that a patient waits for anything, with the offers made and what they hold.
    func deleteWaitlist(of patient: Patient.ID) throws {
        for row in try rows("SELECT id FROM waitlist_entry WHERE patient_id = \(patient)") {
            _ = try deleteWaitlistEntry(try row.id(0))
        }
    }

    /// Forgets who wanted `appointment` earlier than `date` or than where it is, with their offers.
    func deleteWaitlist(insteadOf appointment: Appointment.ID, from date: LocalDate? = nil) throws {
        let entries = try rows(
            """
            SELECT id FROM waitlist_entry
            WHERE appointment_id = \(appointment) AND earliest >= \(date?.description ?? "")
            """)
        for row in entries { _ = try deleteWaitlistEntry(try row.id(0)) }
    }

    func insert(_ offer: Offer) throws {
        try insert(offer.hold)
        try run(
            "INSERT INTO offer (id, entry_id, hold_id) VALUES (\(offer.id), \(offer.entry), \(offer.hold.id))"
        )
    }
}
