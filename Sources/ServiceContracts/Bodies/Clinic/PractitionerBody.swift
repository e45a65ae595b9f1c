public import Domain

/// A person who gives care, as anybody may see them.
public struct PractitionerBody: Body {
    /// Identity.
    public let id: Practitioner.ID
    /// For people.
    public let name: String
    /// Where.
    public let location: Location.ID
    /// What for.
    public let skills: [String]
    /// First local day with a free slot of the type asked for; absent if none was asked for or none is free.
    public let nextFree: LocalDate?

    /// A practitioner.
    public init(_ practitioner: Practitioner, nextFree: LocalDate? = nil) {
        id = practitioner.id
        name = practitioner.name
        location = practitioner.location
        skills = practitioner.skills.sorted()
        self.nextFree = nextFree
    }

    /// A general practitioner.
    public static var example: Self {
        Self(
            Practitioner(id: "p-01", name: "Dr Amara Okafor", location: "loc-1", skills: ["gp"]),
            nextFree: .sample)
    }
}
