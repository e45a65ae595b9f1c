import Domain
import Storage

/// Events other services hear about, in the past tense.
enum UserEvent: String {
    case patientRegistered, patientChanged, patientForgotten
    case profileChanged
}

extension Transaction {
    /// Writes the event and the audit row of a change, in the change's own transaction.
    func record(
        _ event: UserEvent, _ id: Patient.ID, version: Int = 1, by caller: Caller, detail: String? = nil
    ) throws {
        try publish(event.rawValue, id.rawValue, version: version, audience: ["patient/\(id)"])
        try audit(event.rawValue, id.rawValue, by: caller, detail: detail)
    }

    /// As above, of a practitioner's profile.
    func record(
        _ event: UserEvent, _ id: Practitioner.ID, version: Int, by caller: Caller
    ) throws {
        try publish(event.rawValue, id.rawValue, version: version, audience: ["practitioner/\(id)"])
        try audit(event.rawValue, id.rawValue, by: caller)
    }
}
