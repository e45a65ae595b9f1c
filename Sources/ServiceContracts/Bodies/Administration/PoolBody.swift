public import Domain

/// Rooms or devices of one kind at one location.
public struct PoolBody: Body {
    /// Identity; of a change the path's id counts.
    public let id: ResourcePool.ID?
    /// Where.
    public let location: Location.ID
    /// Rooms or devices.
    public let kind: ResourcePool.Kind
    /// What appointment types ask for, such as `ecg`.
    public let purpose: Label
    /// Name of each member; their number is the capacity.
    public let members: [Line]

    /// A pool.
    public init(
        id: ResourcePool.ID?, location: Location.ID, kind: ResourcePool.Kind, purpose: Label,
        members: [Line]
    ) {
        self.id = id
        self.location = location
        self.kind = kind
        self.purpose = purpose
        self.members = members
    }

    /// A pool as it is stored.
    public init(_ pool: ResourcePool) {
        self.init(
            id: pool.id, location: pool.location, kind: pool.kind, purpose: Label(stored: pool.purpose),
            members: pool.members.map { Line(stored: $0) })
    }

    /// Two rooms.
    public static var example: Self {
        Self(
            id: "room-1", location: "loc-1", kind: .room, purpose: Text("procedure-room") ?? .sample,
            members: [Line("Room 1") ?? .sample])
    }
}
