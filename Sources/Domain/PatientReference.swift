/// What a service knows of a patient whose record is another's: enough to book for them, to plan for them and to say who comes.
///
/// Source: FHIR R4 Reference with its `display`, <https://hl7.org/fhir/R4/references.html>.
public struct PatientReference: Hashable, Sendable {
    /// Identity, the same as the record's.
    public let id: Patient.ID
    /// For people.
    public let name: String
    /// The first way to reach them: an address for mail, else a number; `nil` if nobody can.
    public let contact: String?
    /// Standing wishes, used when a request brings none of its own.
    public let preferences: Preferences

    /// What is known.
    public init(id: Patient.ID, name: String, contact: String?, preferences: Preferences) {
        self.id = id
        self.name = name
        self.contact = contact
        self.preferences = preferences
    }

    /// What a record says.
    public init(_ patient: Patient) {
        self.init(
            id: patient.id, name: patient.name, contact: patient.email ?? patient.phone,
            preferences: patient.preferences)
    }

    /// Whether anyone could tell this patient about a change.
    public var isReachable: Bool { contact != nil }
}
