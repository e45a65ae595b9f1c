import Availability
import Book
import Domain
import ServiceContracts
import Storage

/// Takes rows over into a clinic and a book, one at a time; a bad row changes nothing and is remembered.
struct ClinicImport {
    let transaction: any Transaction
    let caller: Caller
    private let zones: any ZoneSource
    private(set) var clinic: Clinic
    private(set) var faults: [ImportFault] = []
    private(set) var imported: [ImportKind: Int] = [:]
    /// Rows that say what is there already.
    private(set) var unchanged: [ImportKind: Int] = [:]
    /// Patients whose record is new or another than before.
    var patients: [Patient.ID: PatientRecord] = [:]
    /// Records of the patients that the sheets name, as they were.
    let known: [Patient.ID: PatientRecord]
    /// Whether a row may replace what its id names.
    let updates: Bool

    /// Thrown by a row that says what is there already.
    struct Unchanged: Error {}

    init(
        _ transaction: any Transaction, _ clinic: Clinic, known: [Patient.ID: PatientRecord],
        zones: any ZoneSource, updates: Bool = false, by caller: Caller
    ) {
        self.transaction = transaction
        self.clinic = clinic
        self.known = known
        self.zones = zones
        self.updates = updates
        self.caller = caller
    }

    mutating func take(_ sheet: ImportSheet) throws {
        faults += sheet.faults
        // An overbook is in the way of whatever comes after it, so it comes last.
        let isOverbook = { (row: ImportSheet.Row) in !(row.fields["overbookReason"] ?? "").isEmpty }
        for row in sheet.rows.filter({ !isOverbook($0) }) + sheet.rows.filter(isOverbook) {
            do {
                try take(RowReader(sheet: sheet, line: row.line, fields: row.fields))
                imported[sheet.kind, default: 0] += 1
            } catch is Unchanged {
                unchanged[sheet.kind, default: 0] += 1
            } catch let fault as ImportFault {
                faults.append(fault)
            }
        }
    }

    private mutating func take(_ row: RowReader) throws {
        switch row.sheet.kind {
        case .locations: try takeLocation(row)
        case .pools: try takePool(row)
        case .types: try takeType(row)
        case .practitioners: try takePractitioner(row)
        case .lengths: try takeLength(row)
        case .templates: try takeTemplate(row)
        case .exceptions: try takeException(row)
        case .holidays: try takeHoliday(row)
        case .absences: try takeAbsence(row)
        case .carveOuts: try takeCarveOut(row)
        case .patients: try takePatient(row)
        case .appointments: try takeAppointment(row)
        case .consultations: try takeConsultation(row)
        case .pastVisits: try takePastVisit(row)
        }
    }

    private mutating func takeLocation(_ row: RowReader) throws {
        let zone = try row.text("zone")
        guard (try? zones.rules(for: zone)) != nil else {
            throw row.fault("zone", "“\(zone)” is not an IANA time zone")
        }
        let location = Location(id: try row.id("id"), name: try row.text("name"), zone: zone)
        if let old = clinic.locations[location.id], old.zone != zone,
            try transaction.hasFuture(at: old.id, of: clinic)
        {
            throw row.fault(
                "zone", "appointments are booked in \(old.zone); add another location, or move them")
        }
        try put(location, at: location.id, in: \.locations, row)
    }

    private mutating func takePool(_ row: RowReader) throws {
        let pool = ResourcePool(
            id: try row.id("id"), location: try row.id("location", in: clinic.locations),
            kind: try row.value("kind", "room or equipment") { ResourcePool.Kind(rawValue: $0) },
            purpose: try row.text("purpose", Bounds.Label.self), members: try row.list("members")
        )
        guard !pool.members.isEmpty else {
            throw row.fault("members", "names at least one, separated by semicolons")
        }
        try put(pool, at: pool.id, in: \.pools, row)
    }

    private mutating func takeType(_ row: RowReader) throws {
        let type = AppointmentType(
            id: try row.id("id"), name: try row.text("name"), length: try row.length(),
            skill: try row.text("skill", Bounds.Label.self),
            purposes: try row.list("purposes", Bounds.Label.self),
            grid: Minutes(try row.integer("gridMinutes", Bounds.GridMinutes.self, default: 5)),
            priceCents: try row.integer("priceCents", Bounds.PriceCents.self, default: 0),
            limits: BookingLimits(
                notice: Minutes(try row.integer("noticeMinutes", Bounds.NoticeMinutes.self, default: 60)),
                horizonDays: try row.integer("horizonDays", Bounds.HorizonDays.self, default: 84),
                perPractitionerDay: try row.optionalInteger(
                    "perPractitionerDay", Bounds.PerPractitionerDay.self),
                perPatient: try row.optionalInteger("perPatient", Bounds.PerPatient.self)
            ),
            needsApproval: try row.flag("needsApproval")
        )
        try put(type, at: type.id, in: \.types, row)
    }

    private mutating func takePractitioner(_ row: RowReader) throws {
        let id: Practitioner.ID = try row.id("id")
        // Lengths have a sheet of their own.
        let practitioner = Practitioner(
            id: id, name: try row.text("name"), location: try row.id("location", in: clinic.locations),
            skills: Set(try row.list("skills", Bounds.Label.self)),
            lengths: clinic.practitioners[id]?.lengths ?? [:]
        )
        try put(practitioner, at: id, in: \.practitioners, row)
    }

    private mutating func takeLength(_ row: RowReader) throws {
        let id = try row.id("practitioner", in: clinic.practitioners)
        let type = try row.id("type", in: clinic.types)
        guard let old = clinic.practitioners[id] else { return }
        let lengths = old.lengths.merging([type.rawValue: try row.length()]) { _, new in new }
        clinic.practitioners[id] = Practitioner(
            id: id, name: old.name, location: old.location, skills: old.skills, lengths: lengths
        )
    }

    private mutating func takeTemplate(_ row: RowReader) throws {
        let from = try row.date("validFrom")
        let until = row.optional("validUntil") == nil ? nil : try row.date("validUntil")
        if let until, until < from {
            throw row.fault("validUntil", "\(until) must not be before validFrom \(from)")
        }
        let breaks = try row.list("breaks").map { text throws(ImportFault) in
            guard let hours = LocalTimeRange(text) else {
                throw row.fault("breaks", "“\(text)” is not hours hh:mm-hh:mm")
            }
            return hours
        }
        try add(
            WeeklyTemplate(
                practitioner: try row.id("practitioner", in: clinic.practitioners),
                weekday: try row.weekday("weekday"),
                hours: try row.hours("hours"), breaks: breaks, validFrom: from, validUntil: until
            ), to: \.templates)
    }

    private mutating func takeCarveOut(_ row: RowReader) throws {
        let priorities = try row.list("priorities").map { text throws(ImportFault) in
            guard let priority = Priority(rawValue: text) else {
                throw row.fault("priorities", "“\(text)” is not urgent, normal or routine")
            }
            return priority
        }
        let types = try row.list("types").map { AppointmentType.ID($0) }
        if let unknown = types.first(where: { clinic.types[$0] == nil }) {
            throw row.fault("types", "there is no “\(unknown)”")
        }
        try add(
            CarveOut(
                practitioner: try row.id("practitioner", in: clinic.practitioners),
                weekday: try row.weekday("weekday"), hours: try row.hours("hours"),
                priorities: Set(priorities), types: Set(types),
                release: Minutes(try row.integer("releaseMinutes", Bounds.ReleaseMinutes.self, default: 0))
            ), to: \.carveOuts)
    }

    /// Takes one thing over by its id: new, the same as before, or instead of what was there if that is wanted.
    private mutating func put<Entity, Value: Equatable>(
        _ new: Value, at id: Identifier<Entity>,
        in table: WritableKeyPath<Clinic, [Identifier<Entity>: Value]>,
        _ row: RowReader
    ) throws {
        let old = clinic[keyPath: table][id]
        if old == new { throw Unchanged() }
        guard old == nil || updates else { throw duplicate(row) }
        clinic[keyPath: table][id] = new
    }

    /// Takes something over that has no id, unless the same is there.
    private mutating func add<Value: Equatable>(
        _ new: Value, to list: WritableKeyPath<Clinic, [Value]>
    ) throws {
        guard !clinic[keyPath: list].contains(new) else { throw Unchanged() }
        clinic[keyPath: list].append(new)
    }

    private mutating func takeException(_ row: RowReader) throws {
        try add(
            ScheduleException(
                practitioner: try row.id("practitioner", in: clinic.practitioners),
                date: try row.date("date"),
                hours: try row.hours("hours"),
                effect: try row.value("effect", "open or close") { ScheduleException.Effect(rawValue: $0) }
            ), to: \.exceptions)
    }

    private mutating func takeHoliday(_ row: RowReader) throws {
        let location = row.optional("location") == nil ? nil : try row.id("location", in: clinic.locations)
        try add(
            Holiday(date: try row.date("date"), location: location, name: try row.text("name")),
            to: \.holidays)
    }

    private mutating func takeAbsence(_ row: RowReader) throws {
        let range = TimeRange(start: try row.instant("from"), end: try row.instant("to"))
        if range.isEmpty { throw row.fault("to", "must be after from") }
        let absence = Absence(
            id: try row.id("id"), practitioner: try row.id("practitioner", in: clinic.practitioners),
            range: range,
            reason: try row.text("reason")
        )
        if let position = clinic.absences.firstIndex(where: { $0.id == absence.id }) {
            guard clinic.absences[position] != absence else { throw Unchanged() }
            guard updates else { throw duplicate(row) }
            clinic.absences.remove(at: position)
        }
        clinic.absences.append(absence)
    }

    func duplicate(_ row: RowReader) -> ImportFault {
        row.fault("id", "“\(row.optional("id") ?? "")” is there already and differs; --update replaces it")
    }
}
