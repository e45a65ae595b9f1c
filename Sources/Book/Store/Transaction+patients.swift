package import Domain
package import Storage

package extension ReadTransaction {
    func patient(_ id: Patient.ID) throws -> Patient {
        let query: SQL =
            "SELECT id, name, email, phone, preferences, birth_date FROM patient WHERE id = \(id)"
        guard let row = try first(query) else { throw BookingError.unknown(kind: "patient", id: id.rawValue) }
        return try Patient(row)
    }

    /// Those of `ids` that there are.
    func patients(_ ids: Set<Patient.ID>) throws -> [Patient.ID: Patient] {
        let query: SQL = """
            SELECT id, name, email, phone, preferences, birth_date FROM patient WHERE id IN \(in: ids.sorted())
            """
        return Dictionary(
            uniqueKeysWithValues: try rows(query).map {
                let patient = try Patient($0)
                return (patient.id, patient)
            })
    }

    /// Grows with every change of the record.
    func patientVersion(_ id: Patient.ID) throws -> Int {
        guard let row = try first("SELECT version FROM patient WHERE id = \(id)") else {
            throw BookingError.unknown(kind: "patient", id: id.rawValue)
        }
        return try row.int(0)
    }

    /// Patients by id: every word of `text` is in the name however it is written, or `text` in the address, or its digits in
    /// the number.
    func patients(containing text: String, after id: Patient.ID?, limit: Int) throws -> [Patient] {
        let pattern = "%" + text.map { "\\%_".contains($0) ? "\\\($0)" : "\($0)" }.joined() + "%"
        let words = SearchKey.words(text)
        let digits = SearchKey.phone(text)
        var condition: SQL = "id = \(text) OR lower(email) LIKE \(pattern.lowercased()) ESCAPE '\\'"
        if !words.isEmpty {
            let named: SQL = words.reduce("name_key <> ''") { "\($0) AND name_key LIKE \("%\($1)%")" }
            condition = "(\(named)) OR \(condition)"
        }
        if digits.count > 3 { condition = "\(condition) OR phone_key LIKE \("%\(digits)%")" }
        if text.isEmpty { condition = "1 = 1" }
        return try rows(
            """
            SELECT id, name, email, phone, preferences, birth_date FROM patient
            WHERE (\(condition)) AND id > \(id?.rawValue ?? "")
            ORDER BY id LIMIT \(limit)
            """
        ).map { try Patient($0) }
    }

    /// Patients of the same name, however it is written, with the same birth date, address or number; a single letter is
    /// nobody's name.
    func likelyDoubles(of patient: Patient) throws -> [Patient] {
        let (name, phone) = (SearchKey.name(patient.name), patient.phone.map(SearchKey.phone) ?? "")
        guard name.count > 1 else { return [] }
        return try rows(
            """
            SELECT id, name, email, phone, preferences, birth_date FROM patient
            WHERE name_key = \(name) AND id <> \(patient.id) AND (birth_date = \(patient.birthDate)
                OR lower(email) = \(patient.email?.lowercased()) OR (\(phone) <> '' AND phone_key = \(phone)))
            ORDER BY id LIMIT 5
            """
        ).map { try Patient($0) }
    }

    func hasPatient(_ id: Patient.ID) throws -> Bool {
        try first("SELECT 1 FROM patient WHERE id = \(id)") != nil
    }

    func requirePatient(_ id: Patient.ID) throws {
        guard try hasPatient(id) else {
            throw BookingError.unknown(kind: "patient", id: id.rawValue)
        }
    }

    func patients() throws -> [Patient] {
        try rows("SELECT id, name, email, phone, preferences, birth_date FROM patient ORDER BY id").map {
            try Patient($0)
        }
    }
}

package extension Transaction {
    /// Replaces the record of a patient who is known.
    func update(_ patient: Patient) throws {
        try run(
            """
            UPDATE patient SET name = \(patient.name), email = \(patient.email), phone = \(patient.phone),
                birth_date = \(patient.birthDate), name_key = \(SearchKey.name(patient.name)),
                phone_key = \(patient.phone.map(SearchKey.phone) ?? ""), preferences = \(SQLValue.json(patient.preferences)),
                version = version + 1
            WHERE id = \(patient.id)
            """
        )
    }

    func insert(_ patient: Patient) throws {
        try run(
            """
            INSERT INTO patient (id, name, email, phone, preferences, birth_date, name_key, phone_key)
            VALUES (\(patient.id), \(patient.name), \(patient.email), \(patient.phone),
                \(SQLValue.json(patient.preferences)),
                \(patient.birthDate), \(SearchKey.name(patient.name)),
                \(patient.phone.map(SearchKey.phone) ?? ""))
            """
        )
    }

    /// Forgets a patient with how they wish to hear of things; whether there was one.
    func deletePatient(_ id: Patient.ID) throws -> Bool {
        try run("DELETE FROM contact_preference WHERE patient_id = \(id)")
        return try run("DELETE FROM patient WHERE id = \(id)") > 0
    }
}

package extension Patient {
    fileprivate init(_ row: SQLRow) throws {
        self.init(
            id: try row.id(0), name: try row.text(1), email: try row.optionalText(2),
            phone: try row.optionalText(3),
            birthDate: try row.optionalText(5).flatMap { LocalDate(iso8601: $0) },
            preferences: try row.json(4)
        )
    }
}
