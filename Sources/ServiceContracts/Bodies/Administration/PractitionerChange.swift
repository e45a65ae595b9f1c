public import Domain

/// A practitioner as administrators set them.
public struct PractitionerChange: Body {
    /// For people.
    public let name: Line
    /// Where.
    public let location: Location.ID
    /// What for.
    public let skills: [Label]

    /// A practitioner.
    public init(name: Line, location: Location.ID, skills: [Label]) {
        self.name = name
        self.location = location
        self.skills = skills
    }

    /// A practitioner as they are stored.
    public init(_ practitioner: Practitioner) {
        self.init(
            name: Line(stored: practitioner.name), location: practitioner.location,
            skills: practitioner.skills.sorted().map { Label(stored: $0) })
    }

    /// A general practitioner.
    public static var example: Self {
        Self(name: Line("Dr Amara Okafor") ?? .sample, location: "loc-1", skills: [Text("gp") ?? .sample])
    }
}
