import Domain
import ServiceContracts
import Storage

extension Caller {
    /// Whether a patient is within the caller’s reach by what this store knows.
    ///
    /// That is everybody, or themselves and those they act for. Whom a practitioner sees is the book's to say.
    func reaches(_ patient: Patient.ID, by permission: Permission) -> Bool {
        switch permission.reach(of: role) {
        case .all: true
        case .own: patients.contains(patient)
        case .nothing: false
        }
    }
}

extension ReadTransaction {
    /// Throws ``UserError/unknown(kind:id:)`` unless `caller` may do `permission` with the record, by what this store knows.
    func require(_ permission: Permission, of id: Patient.ID, for caller: Caller) throws {
        guard caller.reaches(id, by: permission), try hasPatient(id) else {
            throw UserError.unknown(kind: "patient", id: id.rawValue)
        }
    }
}
