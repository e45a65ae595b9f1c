import Domain
import Storage

extension AppointmentType: IdentifiedRow {
    static var table: String { "appointment_type" }
    static var place: WritableKeyPath<Clinic, [ID: Self]> { \.types }

    static func stored(_ transaction: some ReadTransaction) throws -> [Self] {
        try transaction.rows(
            """
            SELECT id, name, duration_minutes, buffer_before_minutes, buffer_after_minutes, skill, purposes,
                grid_minutes, price_cents, notice_minutes, horizon_days, per_practitioner_day, per_patient,
                needs_approval
            FROM appointment_type
            """
        ).map { try AppointmentType($0) }
    }

    private init(_ row: SQLRow) throws {
        self.init(
            id: try row.id(0), name: try row.text(1),
            length: AppointmentLength(
                duration: Minutes(try row.int(2)), bufferBefore: Minutes(try row.int(3)),
                bufferAfter: Minutes(try row.int(4))),
            skill: try row.text(5), purposes: try row.json(6), grid: Minutes(try row.int(7)),
            priceCents: try row.int(8),
            limits: BookingLimits(
                notice: Minutes(try row.int(9)), horizonDays: try row.int(10),
                perPractitionerDay: try row.optionalInt(11), perPatient: try row.optionalInt(12)),
            needsApproval: try row.int(13) == 1)
    }

    func put(_ version: Int64, _ transaction: any Transaction) throws {
        try transaction.run(
            """
            INSERT INTO appointment_type (id, version, name, duration_minutes, buffer_before_minutes,
                buffer_after_minutes, skill, purposes, grid_minutes, price_cents, notice_minutes, horizon_days,
                per_practitioner_day, per_patient, needs_approval)
            VALUES (\(id), \(version), \(name), \(length.duration.count), \(length.bufferBefore.count),
                \(length.bufferAfter.count), \(skill), \(SQLValue.json(purposes)), \(grid.count), \(priceCents),
                \(limits.notice.count), \(limits.horizonDays), \(limits.perPractitionerDay),
                \(limits.perPatient), \(needsApproval))
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name,
                duration_minutes = excluded.duration_minutes,
                buffer_before_minutes = excluded.buffer_before_minutes,
                buffer_after_minutes = excluded.buffer_after_minutes, skill = excluded.skill,
                purposes = excluded.purposes, grid_minutes = excluded.grid_minutes,
                price_cents = excluded.price_cents, notice_minutes = excluded.notice_minutes,
                horizon_days = excluded.horizon_days, per_practitioner_day = excluded.per_practitioner_day,
                per_patient = excluded.per_patient, needs_approval = excluded.needs_approval
            """)
    }

    func remove(_ transaction: any Transaction) throws {
        try transaction.run("DELETE FROM appointment_type WHERE id = \(id)")
    }
}
