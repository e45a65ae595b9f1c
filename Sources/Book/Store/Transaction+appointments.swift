package import Domain
package import Storage

package extension ReadTransaction {
    func appointment(_ id: Appointment.ID) throws -> Appointment {
        guard let found = try appointments(where: "id = \(id)").first else {
            throw BookingError.unknown(kind: "appointment", id: id.rawValue)
        }
        return found
    }

    /// Those of `ids` that there are, by start.
    func appointments(_ ids: Set<Appointment.ID>) throws -> [Appointment] {
        try appointments(where: "id IN \(in: ids.sorted())")
    }

    /// Appointments of a practitioner that overlap `range` and occupy it, by start.
    func appointments(of practitioner: Practitioner.ID, in range: TimeRange) throws -> [Appointment] {
        try appointments(
            where: """
                practitioner_id = \(practitioner) AND starts_at < \(range.end)
                    AND starts_at > \(range.start - Minutes(1_440)) AND ends_at > \(range.start)
                """
        ).filter(\.status.occupies)
    }

    /// What a practitioner's sheet of `range` shows, by start: all but what was cancelled or never should have been.
    func sheet(of practitioner: Practitioner.ID, in range: TimeRange) throws -> [Appointment] {
        try appointments(
            where: """
                practitioner_id = \(practitioner) AND starts_at < \(range.end)
                    AND starts_at > \(range.start - Minutes(1_440)) AND ends_at > \(range.start)
                    AND status NOT IN ('cancelled', 'entered-in-error')
                """)
    }

    /// Everything that starts in `range`, whatever its status, by start.
    func appointments(in range: TimeRange) throws -> [Appointment] {
        try appointments(where: "starts_at >= \(range.start) AND starts_at < \(range.end)")
    }

    func appointments(of patient: Patient.ID) throws -> [Appointment] {
        try appointments(where: "patient_id = \(patient)")
    }

    func appointmentIDs(of patients: Set<Patient.ID>) throws -> Set<Appointment.ID> {
        let query: SQL = "SELECT id FROM appointment WHERE patient_id IN \(in: patients.sorted())"
        return Set(try rows(query).map { try $0.id(0) })
    }

    func allAppointments() throws -> [Appointment] { try appointments(where: "1 = 1") }

    /// What is asked for or booked and has not begun.
    func appointmentsToCome() throws -> [Appointment] {
        try appointments(where: "starts_at > \(now) AND status IN ('pending', 'booked')")
    }

    /// At most `limit` appointments after `cursor`, by start and id.
    func appointments(
        _ filter: AppointmentFilter, after cursor: AppointmentCursor?, limit: Int
    ) throws -> [Appointment] {
        let condition = try filter.condition(after: cursor)
        return try appointments(where: "\(condition) ORDER BY starts_at, id LIMIT \(limit)", order: "")
    }

    /// Whether anything to come, booked or held, is with a practitioner.
    func hasFuture(with practitioner: Practitioner.ID) throws -> Bool {
        try hasFuture("practitioner_id = \(practitioner)")
    }

    /// Whether anything to come, booked or held, is of a type.
    func hasFuture(of type: AppointmentType.ID) throws -> Bool { try hasFuture("type_id = \(type)") }

    /// Whether anything to come, booked or held, is with somebody who works at a place.
    func hasFuture(at location: Location.ID, of clinic: Clinic) throws -> Bool {
        try clinic.practitioners.values.contains {
            try $0.location == location && hasFuture(with: $0.id)
        }
    }

    private func hasFuture(_ condition: SQL) throws -> Bool {
        let query: SQL = """
            SELECT 1 FROM appointment WHERE ends_at > \(now) AND status IN ('pending', 'booked', 'arrived', 'checked-in')
                AND \(condition)
            UNION ALL SELECT 1 FROM hold WHERE expires_at > \(now) AND \(condition) LIMIT 1
            """
        return try first(query) != nil
    }

    func hasAppointment(_ id: Appointment.ID) throws -> Bool {
        try first("SELECT 1 FROM appointment WHERE id = \(id)") != nil
    }

    func hasAppointments(of patient: Patient.ID) throws -> Bool {
        try first("SELECT 1 FROM appointment WHERE patient_id = \(patient) LIMIT 1") != nil
    }

    /// Whether a practitioner sees a patient: an appointment that is to come or ended within a year and a day.
    func sees(_ practitioner: Practitioner.ID, _ patient: Patient.ID) throws -> Bool {
        let query: SQL = """
            SELECT 1 FROM appointment WHERE patient_id = \(patient) AND practitioner_id = \(practitioner)
                AND status IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled', 'noshow')
                AND ends_at > \(now - 527_040) LIMIT 1
            """
        return try first(query) != nil
    }

    private func appointments(
        where condition: SQL, order: SQL = "ORDER BY starts_at, practitioner_id, id"
    ) throws -> [Appointment] {
        let query: SQL = """
            SELECT id, version, status, type_id, practitioner_id, patient_id, starts_at, ends_at, busy_from, busy_until,
                pools, priority, is_pinned, booked_at, overbook_reason, series
            FROM appointment WHERE \(condition) \(order)
            """
        return try rows(query).map { try Appointment($0) }
    }
}

package extension Transaction {
    /// Adds an appointment, with the side that booked it.
    func insert(_ appointment: Appointment, by side: Side) throws {
        try run(
            """
            INSERT INTO appointment (id, version, status, type_id, practitioner_id, patient_id, starts_at, ends_at,
                busy_from, busy_until, pools, priority, is_pinned, booked_at, overbook_reason, series,
                booked_by)
            VALUES (\(appointment.id), \(appointment.version), \(appointment.status.rawValue), \(appointment.type),
                \(appointment.practitioner), \(appointment.patient), \(appointment.range.start),
                \(appointment.range.end), \(appointment.busy.start), \(appointment.busy.end),
                \(poolText(appointment.pools)), \(appointment.priority.rawValue), \(appointment.isPinned),
                \(appointment.bookedAt), \(appointment.overbookReason), \(appointment.series),
                \(side.rawValue))
            """
        )
    }

    /// Moves an appointment whose version is known to another status; throws if someone was faster.
    func update(_ appointment: Appointment, to status: AppointmentStatus) throws {
        try requireOne(
            run(
                """
                UPDATE appointment SET status = \(status.rawValue), version = version + 1
                WHERE id = \(appointment.id) AND version = \(appointment.version)
                """
            ),
            appointment
        )
    }

    /// Puts an appointment whose version is known into another slot that was checked: it is no overbook any more.
    func update(_ appointment: Appointment, to slot: Slot, as status: AppointmentStatus) throws {
        try requireOne(
            run(
                """
                UPDATE appointment SET status = \(status.rawValue), overbook_reason = NULL, version = version + 1,
                    practitioner_id = \(slot.practitioner),
                    starts_at = \(slot.range.start), ends_at = \(slot.range.end), busy_from = \(slot.busy.start),
                    busy_until = \(slot.busy.end), pools = \(poolText(slot.pools))
                WHERE id = \(appointment.id) AND version = \(appointment.version)
                """
            ),
            appointment
        )
    }

    private func requireOne(_ changed: Int, _ appointment: Appointment) throws {
        guard changed == 1 else {
            throw BookingError.unknown(kind: "appointment", id: appointment.id.rawValue)
        }
    }
}

/// Pools as the JSON list that the triggers read; ids are letters, digits, dots and dashes.
package func poolText(_ pools: [ResourcePool.ID]) -> String {
    pools.isEmpty ? "[]" : "[\"" + pools.map(\.rawValue).joined(separator: "\",\"") + "\"]"
}

package func poolIDs(_ text: String) -> [ResourcePool.ID] {
    text.split(whereSeparator: { "[\",]".contains($0) }).map { ResourcePool.ID(String($0)) }
}

package extension Appointment {
    fileprivate init(_ row: SQLRow) throws {
        guard let status = AppointmentStatus(rawValue: try row.text(2)),
            let priority = Priority(rawValue: try row.text(11))
        else {
            throw StorageError.unexpectedValue(
                column: 2, wanted: "a status and a priority", found: try row.text(2))
        }
        self.init(
            id: try row.id(0), version: try row.int(1), status: status, type: try row.id(3),
            practitioner: try row.id(4), patient: try row.id(5), range: try row.range(6),
            busy: try row.range(8),
            pools: poolIDs(try row.text(10)), priority: priority, isPinned: try row.integer(12) == 1,
            bookedAt: try row.instant(13), overbookReason: try row.optionalText(14),
            series: try row.optionalText(15)
        )
    }
}

package extension AppointmentFilter {
    fileprivate func condition(after cursor: AppointmentCursor?) throws -> SQL {
        var parts: [SQL] = ["1 = 1"]
        if let patients { parts.append("patient_id IN \(in: patients)") }
        if let practitioner { parts.append("practitioner_id = \(practitioner)") }
        if let from { parts.append("starts_at >= \(from)") }
        if let to { parts.append("starts_at < \(to)") }
        if let status { parts.append("status = \(status.rawValue)") }
        if let cursor { parts.append("(starts_at, id) > (\(cursor.start), \(cursor.id))") }
        return parts.dropFirst().reduce(parts[0]) { "\($0) AND \($1)" }
    }
}
