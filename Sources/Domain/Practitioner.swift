/// A person who gives care at one location.
public struct Practitioner: Hashable, Sendable, Codable {
    /// Typed id.
    public typealias ID = Identifier<Practitioner>
    /// Identity.
    public let id: ID
    /// For people, as `Dr Amara Okafor`.
    public let name: String
    /// Where this person works.
    public let location: Location.ID
    /// What this person can do.
    public let skills: Set<String>
    /// Lengths that differ from the appointment type's own.
    public let lengths: [String: AppointmentLength]

    /// A practitioner; `lengths` is keyed by appointment type id.
    public init(
        id: ID, name: String, location: Location.ID, skills: Set<String>,
        lengths: [String: AppointmentLength] = [:]
    ) {
        self.id = id
        self.name = name
        self.location = location
        self.skills = skills
        self.lengths = lengths
    }

    /// How long `type` takes with this practitioner.
    public func length(of type: AppointmentType) -> AppointmentLength {
        lengths[type.id.rawValue] ?? type.length
    }
}
