import Book
import Domain
import ServiceContracts
import Storage

/// Rows of the book, and of the people in it.
extension ClinicImport {
    mutating func takePatient(_ row: RowReader) throws {
        let weekdays = try row.list("wishedWeekdays").map { text throws(ImportFault) in
            guard let weekday = Weekday(rawValue: text) else {
                throw row.fault("wishedWeekdays", "“\(text)” is not a weekday")
            }
            return weekday
        }
        let half = row.optional("wishedTimeOfDay") ?? "any"
        guard let timeOfDay = Preferences.TimeOfDay(rawValue: half) else {
            throw row.fault("wishedTimeOfDay", "“\(half)” is not any, am or pm")
        }
        let location: Location.ID? =
            row.optional("wishedLocation") == nil ? nil : try row.id("wishedLocation", in: clinic.locations)
        let wished = Set(try row.list("wishedPractitioners").map { Practitioner.ID($0) })
        if let unknown = wished.sorted().first(where: { clinic.practitioners[$0] == nil }) {
            throw row.fault("wishedPractitioners", "there is no “\(unknown)”")
        }
        let patient = Patient(
            id: try row.id("id"), name: try row.text("name"), email: try row.email(), phone: try row.phone(),
            birthDate: row.optional("birthDate") == nil ? nil : try row.date("birthDate"),
            preferences: Preferences(
                practitioners: wished,
                weekdays: Set(weekdays), timeOfDay: timeOfDay, location: location
            )
        )
        let old = patients[patient.id] ?? known[patient.id]
        if old?.patient == patient { throw Unchanged() }
        guard old == nil || updates else { throw duplicate(row) }
        let record = PatientRecord(patient, version: (old?.version ?? 0) + 1)
        try transaction.learn(record)
        patients[patient.id] = record
    }

    /// History and bookings come in as they were, outside today's limits; what occupies time must still fit the book.
    func takeAppointment(_ row: RowReader) throws {
        let type = clinic.types[try row.id("type", in: clinic.types)]
        let practitioner = clinic.practitioners[try row.id("practitioner", in: clinic.practitioners)]
        guard let type, let practitioner else { return }
        let patient: Patient.ID = try row.id("patient")
        guard try transaction.hasPatient(patient) else {
            throw row.fault("patient", "there is no “\(patient)”")
        }
        let start = try row.instant("start")
        let length = row.optional("durationMinutes") == nil ? practitioner.length(of: type) : try row.length()
        let slot = Slot(
            type, with: practitioner, at: start, lasting: length,
            pools: clinic.pools(for: type, at: practitioner.location) ?? []
        )
        let appointment = Appointment(
            id: try row.id("id"),
            status: try row.value("status", "a status such as booked") { AppointmentStatus(rawValue: $0) },
            type: type.id, practitioner: practitioner.id, patient: patient, range: slot.range,
            busy: slot.busy,
            pools: slot.pools,
            priority: row.optional("priority") == nil
                ? .normal : try row.value("priority", "urgent, normal or routine") { Priority(rawValue: $0) },
            isPinned: try row.flag("pinned"),
            bookedAt: row.optional("bookedAt") == nil
                ? min(start, transaction.now) : try row.instant("bookedAt"),
            overbookReason: try row.optionalText("overbookReason"), series: try row.optionalText("series")
        )
        if try transaction.hasAppointment(appointment.id) {
            let old = try transaction.appointment(appointment.id)
            let isSame =
                (old.type, old.practitioner, old.patient, old.range, old.status)
                == (type.id, practitioner.id, patient, slot.range, appointment.status)
            if isSame { throw Unchanged() }
            throw row.fault("id", "“\(appointment.id)” is there already; move or cancel it in the book")
        }
        if appointment.status.occupies && appointment.overbookReason == nil {
            do {
                try transaction.requireFree(slot, for: patient)
            } catch let error as BookingError {
                throw row.fault("start", "\(error)")
            }
        }
        try transaction.insert(appointment, by: try row.side("bookedBy") ?? .clinic)
        if let side = try row.side("lastStepBy") {
            try transaction.keepStep(
                of: appointment.id, by: side, because: try row.optionalText("lastStepReason"),
                at: try row.instant("lastStepAt"),
                from: row.optional("statusBefore") == nil
                    ? nil
                    : try row.value("statusBefore", "a status such as booked") {
                        AppointmentStatus(rawValue: $0)
                    })
        }
        if try row.flag("anyPractitioner") { try transaction.markAnyPractitioner(appointment.id) }
        try transaction.publish(
            SchedulingEvent.appointmentImported.rawValue, appointment.id.rawValue,
            version: appointment.version, audience: [])
        try transaction.record(.appointmentBooked, appointment, by: caller, detail: "imported")
    }

    func takeConsultation(_ row: RowReader) throws {
        let patient: Patient.ID = try row.id("patient")
        let session = try row.text("session")
        let visit = try row.integer("visit", Bounds.VisitNumber.self)
        let start = try row.value("start", "a time of day hh:mm:ss") { text -> String? in
            let parts = text.split(separator: ":").map { Int($0) ?? -1 }
            let isTime = parts.count == 3 && zip(parts, [24, 60, 60]).allSatisfy { (0..<$1).contains($0) }
            return isTime ? text : nil
        }
        let seconds = try row.integer("serviceSeconds", Bounds.ServiceSeconds.self)
        let consultation = Consultation(
            patient: patient, session: session, visit: visit, start: start, seconds: seconds)
        if let found = try transaction.recordedSeconds(of: consultation) {
            guard found != seconds else { throw Unchanged() }
            throw row.fault("session", "“\(session)” has this visit of “\(patient)” already")
        }
        try transaction.insert(consultation)
    }

    /// What another system kept comes in to be counted; it need not fit the clinic, nor the book.
    func takePastVisit(_ row: RowReader) throws {
        let (day, booked) = (try row.day("day"), try row.day("bookedOn"))
        guard booked <= day else { throw row.fault("bookedOn", "\(booked) must not be after the day \(day)") }
        let id: PastVisit.ID = try row.id("id")
        let old = try transaction.pastVisits([id]).first
        let visit = PastVisit(
            id: id, patient: try row.id("patient"), day: day, bookedOn: booked,
            outcome: try row.value("status", "fulfilled, noshow or cancelled") {
                PastVisit.Outcome(rawValue: $0)
            },
            age: try row.optionalInteger("age", Bounds.Age.self),
            wasReminded: row.optional("reminded") == nil ? nil : try row.flag("reminded"),
            practitioner: try row.optionalID("practitioner"), location: try row.optionalID("location"),
            type: try row.optionalID("type"),
            length: Minutes(
                try row.optionalInteger("durationMinutes", Bounds.DurationMinutes.self) ?? 0),
            priceCents: try row.integer("priceCents", Bounds.PriceCents.self, default: 0),
            bookedBy: try row.side("bookedBy") ?? .clinic, cancelledBy: try row.side("cancelledBy"),
            cancelReason: try row.optionalText("cancelReason"), version: old?.version ?? 1)
        if old == visit { throw Unchanged() }
        guard old == nil || updates else { throw duplicate(row) }
        let version = (old?.version ?? 0) + 1
        try transaction.keep(visit, version: version)
        try transaction.publish(
            SchedulingEvent.pastVisitImported.rawValue, id.rawValue, version: version, audience: [])
    }
}
