public import Domain
public import ServiceContracts
import Storage

extension Users: Contacts {
    /// See ``ServiceContracts/Contacts``.
    public func contacts(_ ids: Set<Patient.ID>) async throws -> [Contact] {
        try await database.read { transaction in
            let choices = try transaction.contactPreferences(ids)
            return try transaction.patients(ids).map { Contact($0.patient, choices[$0.patient.id] ?? .usual) }
        }
    }

    /// See ``ServiceContracts/Contacts``.
    public func stop(_ channel: ContactPreferencesBody.Channel, of patient: Patient.ID) async throws {
        try await KeepContactPreferences(self).stop(channel, of: patient)
    }

    /// See ``ServiceContracts/Contacts``.
    public func stopTexts(to phone: String) async throws {
        let patients = try await database.read { try $0.patients(withPhone: phone) }
        for patient in patients { try await stop(.sms, of: patient) }
    }

    /// See ``ServiceContracts/Contacts``.
    public func prefer(
        _ channel: ContactPreferencesBody.Channel, of patient: Patient.ID, by caller: Caller
    ) async throws {
        try await KeepContactPreferences(self).prefer(channel, of: patient, by: caller)
    }
}
