import Domain
import HTTPTypes
import Platform
import ServiceContracts
import Storage

/// Patients: their record, wishes, and how they want to hear from the clinic.
struct PatientRoutes {
    let users: Users
    let appointments: any Appointments

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

    private func search(_ call: Call) async throws -> Reply {
        let text = try call.query("query", Text<Bounds.Search>.self)?.value ?? ""
        let cursor = try call.query("cursor", Patient.ID.self)
        let limit = try call.query("limit", Bounded<Bounds.PageSize>.self)?.value ?? 50
        let caller = try call.caller
        let found = try await users.database.read {
            try $0.patients(containing: text, after: cursor, limit: limit + 1).map(\.patient)
        }
        // Whom they saw; what they typed may itself be a name.
        note(found.prefix(limit), by: caller)
        return try .ok(
            Page(
                items: found.prefix(limit).map { PatientBody($0) },
                next: found.count > limit ? found[limit - 1].id.rawValue : nil))
    }

    private func register(_ call: Call) async throws -> Reply {
        let new: NewPatient = try call.read()
        let patient = Patient(
            id: Patient.ID(users.ids.next()), name: new.name.value, email: new.email?.value,
            phone: new.phone?.value, birthDate: new.birthDate)
        let (register, caller) = (RegisterPatient(users), try call.caller)
        if new.isAnotherPerson == true {
            try await register(patient, by: caller)
        } else {
            do {
                try await register.requiringNew(patient, by: caller)
            } catch UserError.likelyDouble(let known) {
                note(known[...], by: caller)
                throw UserError.likelyDouble(of: known)
            }
        }
        return try Reply.created(PatientBody(patient), at: "/v1/patients/\(patient.id)").tagged("1")
    }

    private func show(_ call: Call) async throws -> Reply {
        let id = try await seen(call)
        let record = try await users.database.read { try $0.patient(id) }
        users.readings.note(of: id, "record", by: try call.caller)
        return try reply(record)
    }

    private func change(_ call: Call) async throws -> Reply {
        let body: PatientChange = try call.read()
        return try await edit(call) { patient in
            Patient(
                id: patient.id, name: body.name?.value ?? patient.name,
                email: body.email?.value ?? patient.email,
                phone: body.phone?.value ?? patient.phone, birthDate: body.birthDate ?? patient.birthDate,
                preferences: patient.preferences)
        }
    }

    private func setPreferences(_ call: Call) async throws -> Reply {
        let wishes = try call.read(PreferencesBody.self).preferences
        // Somebody who may not know of the record shall not learn what the clinic has either.
        _ = try await seen(call)
        try await requireKnown(wishes)
        return try await edit(call) { patient in
            Patient(
                id: patient.id, name: patient.name, email: patient.email, phone: patient.phone,
                birthDate: patient.birthDate, preferences: wishes)
        }
    }

    private func requireKnown(_ wishes: Preferences) async throws {
        for practitioner in wishes.practitioners.sorted()
        where try await !appointments.knows(practitioner) {
            throw UserError.unknown(kind: "practitioner", id: practitioner.rawValue)
        }
        if let location = wishes.location, try await !appointments.knows(location) {
            throw UserError.unknown(kind: "location", id: location.rawValue)
        }
    }

    private func edit(
        _ call: Call, _ change: @escaping @Sendable (Patient) throws -> Patient
    ) async throws -> Reply {
        try reply(
            await ChangePatient(users)(
                call.path("id"), by: call.caller, check: { try call.requireMatch("\($0)") }, change))
    }

    private func contact(_ call: Call) async throws -> Reply {
        let id = try await seen(call)
        let (body, version) = try await KeepContactPreferences(users).read(id)
        users.readings.note(of: id, "contact preferences", by: try call.caller)
        return try Reply.ok(body).tagged("\(version)")
    }

    private func setContact(_ call: Call) async throws -> Reply {
        let body = try call.read(ContactPreferencesBody.self)
        let version = try await KeepContactPreferences(users)(
            call.path("id"), body, by: call.caller, check: { try call.requireMatch("\($0)") })
        return try Reply.ok(body).tagged("\(version)")
    }

    private func reply(_ record: PatientRecord) throws -> Reply {
        try Reply.ok(PatientBody(record.patient)).tagged("\(record.version)")
    }

    private func note(_ seen: ArraySlice<Patient>, by caller: Caller) {
        users.readings.note(
            "patientsSearched", "patients", seen.map(\.id.rawValue).joined(separator: " "), by: caller)
    }

    /// The patient that the path names, if the caller may see them.
    private func seen(_ call: Call) async throws -> Patient.ID {
        let (id, caller) = (try call.path("id") as Patient.ID, try call.caller)
        try await ReachPatient(users, appointments: appointments)(id, .seePatients, for: caller)
        return id
    }
}
