public import Domain

/// How people are reached, for whoever tells them something.
public protocol Contacts: Sendable {
    /// Those of `ids` that there are, in any order.
    ///
    /// - Throws: What the people's store throws.
    func contacts(_ ids: Set<Patient.ID>) async throws -> [Contact]
    /// Takes a way out of those that a patient allows, as they asked.
    ///
    /// - Throws: What the people's store throws; somebody who is not known asked for nothing.
    func stop(_ channel: ContactPreferencesBody.Channel, of patient: Patient.ID) async throws
    /// Takes text messages out of what everybody allows whose number it is, however it is written there.
    ///
    /// - Parameter phone: As providers name it (ITU-T E.164).
    /// - Throws: What the people's store throws; a number that nobody has asked for nothing.
    func stopTexts(to phone: String) async throws
    /// Lets a way be tried before the others that a patient allows.
    ///
    /// - Throws: What the people's store throws; nothing changes for somebody who is not known, or where it is so already.
    func prefer(
        _ channel: ContactPreferencesBody.Channel, of patient: Patient.ID, by caller: Caller
    ) async throws
}

/// How a patient is reached, and how they want to be.
public struct Contact: Sendable, Hashable, Codable {
    /// Who.
    public let patient: Patient.ID
    /// For people.
    public let name: String
    /// Where mail goes.
    public let email: String?
    /// Where texts go.
    public let phone: String?
    /// Ways that they allow, best first.
    public let channels: [ContactPreferencesBody.Channel]
    /// Hours in which nothing is sent.
    public let quietHours: LocalTimeRange?
    /// A tag such as `en`.
    public let language: String

    /// A contact.
    public init(_ patient: Patient, _ choices: ContactPreferencesBody) {
        self.patient = patient.id
        name = patient.name
        email = patient.email
        phone = patient.phone
        channels = choices.channels
        quietHours = choices.quietHours
        language = choices.language.value
    }
}
