import Domain
import ServiceContracts
import Storage

/// Columns of a record, in the order that ``PatientRecord`` reads them.
private let columns: SQL = "id, name, email, phone, preferences, birth_date, version"

extension ReadTransaction {
    /// The record.
    ///
    /// - Throws: ``UserError/unknown(kind:id:)``.
    func patient(_ id: Patient.ID) throws -> PatientRecord {
        guard let record = try patients([id]).first else {
            throw UserError.unknown(kind: "patient", id: id.rawValue)
        }
        return record
    }

    /// Those of `ids` that there are.
    func patients(_ ids: Set<Patient.ID>) throws -> [PatientRecord] {
        try patients(where: "id IN \(in: ids.sorted())", limit: ids.count)
    }

    /// When those of `ids` were born of whom that is known.
    func birthDates(_ ids: Set<Patient.ID>) throws -> [Patient.ID: LocalDate] {
        let query: SQL = """
            SELECT id, birth_date FROM patient
            WHERE birth_date IS NOT NULL AND id IN \(in: ids.sorted())
            """
        return try Dictionary(rows(query).map { (try $0.id(0), try $0.date(1)) }) { first, _ in first }
    }

    /// Records by id.
    func patients(after id: Patient.ID?, limit: Int) throws -> [PatientRecord] {
        try patients(where: "id > \(id?.rawValue ?? "")", limit: limit)
    }

    /// Patients by id: every word of `text` is in the name however it is written, or `text` in the address, or its digits in
    /// the number.
    func patients(containing text: String, after id: Patient.ID?, limit: Int) throws -> [PatientRecord] {
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
        return try patients(where: "(\(condition)) AND id > \(id?.rawValue ?? "")", limit: limit)
    }

    /// Patients of the same name, however it is written, with the same birth date, address or number; a single letter is
    /// nobody's name.
    func likelyDoubles(of patient: Patient) throws -> [Patient] {
        let (name, phone) = (SearchKey.name(patient.name), patient.phone.map(SearchKey.phone) ?? "")
        guard name.count > 1 else { return [] }
        return try patients(
            where: """
                name_key = \(name) AND id <> \(patient.id) AND (birth_date = \(patient.birthDate)
                    OR lower(email) = \(patient.email?.lowercased()) OR (\(phone) <> '' AND phone_key = \(phone)))
                """, limit: 5
        ).map(\.patient)
    }

    /// Whose number it is, written with a country's code there or without; of a family all.
    func patients(withPhone phone: String) throws -> [Patient.ID] {
        let called = SearchKey.digits(phone)
        // Numbers at home may have a digit less than is compared, where a country's code makes it up.
        let keys = [SearchKey.phone(phone), String(called.suffix(SearchKey.phoneDigits - 1))]
        return try patients(where: "phone_key IN \(in: keys)", limit: .max).map(\.patient)
            .filter { patient in
                // +49 (0)30 …: the bracket is dialled at home only.
                let written = (patient.phone ?? "").replacing("(0)", with: "", maxReplacements: 1)
                let own = SearchKey.digits(written).drop { $0 == "0" }
                return own.count >= SearchKey.phoneDigits - 1 && called.hasSuffix(own)
            }
            .map(\.id)
    }

    func hasPatient(_ id: Patient.ID) throws -> Bool {
        try first("SELECT 1 FROM patient WHERE id = \(id) AND is_leaving = 0") != nil
    }

    private func patients(where condition: SQL, limit: Int) throws -> [PatientRecord] {
        try rows(
            "SELECT \(columns) FROM patient WHERE (\(condition)) AND is_leaving = 0 ORDER BY id LIMIT \(limit)"
        ).map { try PatientRecord($0) }
    }
}

extension Transaction {
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

    /// Hides somebody who is being forgotten, or shows them again; whether there is such a record.
    func mark(_ id: Patient.ID, isLeaving: Bool) throws -> Bool {
        try run("UPDATE patient SET is_leaving = \(isLeaving ? 1 : 0) WHERE id = \(id)") > 0
    }

    /// Forgets a patient with how they wish to hear of things.
    func deletePatient(_ id: Patient.ID) throws {
        try run("DELETE FROM contact_preference WHERE patient_id = \(id)")
        try run("DELETE FROM patient WHERE id = \(id)")
    }
}

extension PatientRecord {
    fileprivate init(_ row: SQLRow) throws {
        self.init(
            Patient(
                id: try row.id(0), name: try row.text(1), email: try row.optionalText(2),
                phone: try row.optionalText(3),
                birthDate: try row.optionalText(5).flatMap { LocalDate(iso8601: $0) },
                preferences: try row.json(4)
            ), version: try row.int(6))
    }
}
