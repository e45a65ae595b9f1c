/// Interchangeable rooms or devices of one kind at one location: "any of" them will do.
///
/// A pool is a line of the book with a capacity. Which room of the pool a patient is sent to is decided when the
/// day sheet is drawn: intervals that never exceed the capacity can always be given to that many rooms.
public struct ResourcePool: Hashable, Sendable, Codable {
    /// Typed id.
    public typealias ID = Identifier<ResourcePool>
    /// What the pool is made of.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Bookable rooms.
        case room
        /// Devices such as an ECG.
        case equipment
    }

    /// Identity.
    public let id: ID
    /// Where it is.
    public let location: Location.ID
    /// Rooms or devices.
    public let kind: Kind
    /// What appointment types ask for, such as `exam-room` or `ecg`.
    public let purpose: String
    /// Name of each member; their number is the capacity.
    public let members: [String]

    /// How many can be in use at the same time.
    public var capacity: Int { members.count }

    /// A pool of `members`.
    public init(id: ID, location: Location.ID, kind: Kind, purpose: String, members: [String]) {
        self.id = id
        self.location = location
        self.kind = kind
        self.purpose = purpose
        self.members = members
    }
}
