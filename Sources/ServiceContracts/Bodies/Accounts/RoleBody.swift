public import Domain

/// A role and how far each of its permissions reaches.
public struct RoleBody: Body {
    /// One permission of a role.
    public struct Grant: Body {
        /// The permission.
        public let permission: String
        /// `own` or `all`.
        public let reach: String

        /// A permission with its reach.
        public init(permission: String, reach: String) {
            self.permission = permission
            self.reach = reach
        }

        /// Patients see themselves.
        public static var example: Self { Self(permission: "see-patients", reach: "own") }
    }

    /// The role.
    public let role: Role
    /// What it may do.
    public let grants: [Grant]

    /// A role.
    public init(role: Role, grants: [Grant]) {
        self.role = role
        self.grants = grants
    }

    /// Patients.
    public static var example: Self { Self(role: .patient, grants: [.example]) }
}
