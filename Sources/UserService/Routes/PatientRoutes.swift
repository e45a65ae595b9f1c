import Directory
import Booking
import Book
import Domain
import HTTPTypes
import Platform
import ServiceContracts
import Storage

/// Patients: their record, wishes, and how they want to hear from the clinic.
struct PatientRoutes {
    let scheduling: Scheduling

    var operations: [APIOperation] {
        [
            APIOperation(
                "searchPatients", .get, "/v1/patients",
                "Patients by id: name in any spelling and order of words, address or number",
                .permission(.registerPatients),
                query: [
                    .init("query", Text<Bounds.Search>.self, "The text; absent for all."),
                    .init("cursor", Patient.ID.self, "`next` of the page before."),
                    .init("limit", Bounded<Bounds.PageSize>.self, "At most so many; 50 if absent."),
                ], gives: .ok(Page<PatientBody>.self), search),
            APIOperation(
                "registerPatient", .post, "/v1/patients", "The front desk registers a patient",
                .permission(.registerPatients), takes: NewPatient.self, gives: .created(PatientBody.self),
                refuses: [.likelyDouble], register),
            APIOperation(
                "showPatient", .get, "/v1/patients/{id}", "One patient; reading by staff is noted",
                .permission(.seePatients), gives: .ok(PatientBody.self), show),
            APIOperation(
                "changePatient", .patch, "/v1/patients/{id}", "Changes name or contact",
                .permission(.editPatients),
                takes: PatientChange.self, gives: .ok(PatientBody.self), demands: .ifMatch, change),
            APIOperation(
                "cancelAllOfPatient", .post, "/v1/patients/{id}/cancellation",
                "Cancels all that is to come, with holds and waitlist entries",
                .permission(.registerPatients),
                takes: Cancellation.self, isBodyOptional: true, gives: .ok(Page<AppointmentBody>.self),
                cancelAll),
            APIOperation(
                "setPreferences", .put, "/v1/patients/{id}/preferences",
                "Replaces the patient's standing wishes",
                .permission(.editPatients), takes: PreferencesBody.self, gives: .ok(PatientBody.self),
                demands: .ifMatch, setPreferences),
            APIOperation(
                "showContactPreferences", .get, "/v1/patients/{id}/contact-preferences",
                "How the patient wants to hear from the clinic", .permission(.seePatients),
                gives: .ok(ContactPreferencesBody.self), contact),
            APIOperation(
                "setContactPreferences", .put, "/v1/patients/{id}/contact-preferences",
                "Replaces how the patient wants to hear from the clinic", .permission(.editPatients),
                takes: ContactPreferencesBody.self, gives: .ok(ContactPreferencesBody.self),
                demands: .ifMatch,
                setContact),
        ]
    }

    private var access: Access { Access(scheduling) }

    private func search(_ call: Call) async throws -> Reply {
        let text = try call.query("query", Text<Bounds.Search>.self)?.value ?? ""
        let cursor = try call.query("cursor", Patient.ID.self)
        let limit = try call.query("limit", Bounded<Bounds.PageSize>.self)?.value ?? 50
        let caller = try call.caller
        let found = try await scheduling.read { transaction, _ in
            try transaction.patients(containing: text, after: cursor, limit: limit + 1)
        }
        // Whom they saw; what they typed may itself be a name.
        try await access.noteReading(
            "patientsSearched", "patients", found.prefix(limit).map(\.id.rawValue).joined(separator: " "),
            by: caller)
        return try .ok(
            Page(
                items: found.prefix(limit).map { PatientBody($0) },
                next: found.count > limit ? found[limit - 1].id.rawValue : nil))
    }

    private func register(_ call: Call) async throws -> Reply {
        let new: NewPatient = try call.read()
        let patient = Patient(
            id: Patient.ID(scheduling.ids.next()), name: new.name.value, email: new.email?.value,
            phone: new.phone?.value, birthDate: new.birthDate)
        let caller = try call.caller
        if new.isAnotherPerson != true { try await requireNew(patient, for: caller) }
        try await RegisterPatient(scheduling).register(patient, by: caller)
        return try Reply.created(PatientBody(patient), at: "/v1/patients/\(patient.id)").tagged("1")
    }

    /// Refuses somebody who may have a record, with the records; who saw them is noted.
    private func requireNew(_ patient: Patient, for caller: Caller) async throws {
        let doubles = try await scheduling.read { transaction, _ in try transaction.likelyDoubles(of: patient)
        }
        guard !doubles.isEmpty else { return }
        try await access.noteReading(
            "patientsSearched", "patients", doubles.map(\.id.rawValue).joined(separator: " "), by: caller)
        let candidates = doubles.map { one in
            JSON.object([
                "id": .string(one.id.rawValue), "name": .string(one.name),
                "birthDate": one.birthDate.map { .string("\($0)") } ?? .null,
            ])
        }
        throw Problem(
            .likelyDouble, "somebody of this name has the same address, number or birth date",
            members: ["candidates": .array(candidates)])
    }

    private func show(_ call: Call) async throws -> Reply {
        let id = try await own(call, .seePatients)
        let (patient, version) = try await ChangePatient(scheduling).read(id)
        try await access.noteReading(of: id, "record", by: call.caller)
        return try Reply.ok(PatientBody(patient)).tagged("\(version)")
    }

    private func change(_ call: Call) async throws -> Reply {
        let body: PatientChange = try call.read()
        return try await edit(call) { patient, _ in
            Patient(
                id: patient.id, name: body.name?.value ?? patient.name,
                email: body.email?.value ?? patient.email,
                phone: body.phone?.value ?? patient.phone, birthDate: body.birthDate ?? patient.birthDate,
                preferences: patient.preferences)
        }
    }

    private func cancelAll(_ call: Call) async throws -> Reply {
        let (id, body): (Patient.ID, Cancellation) = (try call.path("id"), try call.read())
        let cancelled = try await CancelAllOfPatient(scheduling)(
            id, because: body.reason?.value, by: call.caller)
        return try .ok(
            Page(items: cancelled.map { AppointmentBody($0, zone: scheduling.zoneName(of: $0.practitioner)) })
        )
    }

    private func setPreferences(_ call: Call) async throws -> Reply {
        let body: PreferencesBody = try call.read()
        return try await edit(call) { patient, context in
            for practitioner in body.practitioners ?? [] { _ = try context.practitioner(practitioner) }
            if let location = body.location, context.clinic.locations[location] == nil {
                throw BookingError.unknown(kind: "location", id: location.rawValue)
            }
            return Patient(
                id: patient.id, name: patient.name, email: patient.email, phone: patient.phone,
                birthDate: patient.birthDate, preferences: body.preferences)
        }
    }

    private func edit(
        _ call: Call, _ change: @escaping @Sendable (Patient, ClinicContext) throws -> Patient
    ) async throws -> Reply {
        let (patient, version) = try await ChangePatient(scheduling)(
            call.path("id"), by: call.caller, check: { try call.requireMatch("\($0)") }, change)
        return try Reply.ok(PatientBody(patient)).tagged("\(version)")
    }

    private func contact(_ call: Call) async throws -> Reply {
        let id = try await own(call, .seePatients)
        let (body, version) = try await KeepContactPreferences(scheduling).read(id)
        try await access.noteReading(of: id, "contact preferences", by: call.caller)
        return try Reply.ok(body).tagged("\(version)")
    }

    private func setContact(_ call: Call) async throws -> Reply {
        let body = try call.read(ContactPreferencesBody.self)
        let version = try await KeepContactPreferences(scheduling)(
            call.path("id"), body, by: call.caller, check: { try call.requireMatch("\($0)") })
        return try Reply.ok(body).tagged("\(version)")
    }

    private func own(_ call: Call, _ permission: Permission) async throws -> Patient.ID {
        let id: Patient.ID = try call.path("id")
        try await access.require(permission, patient: id, for: call.caller)
        return id
    }
}
