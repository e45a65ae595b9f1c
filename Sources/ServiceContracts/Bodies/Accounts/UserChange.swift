public import Domain

/// A change of an account; what is absent stays.
public struct UserChange: Body {
    /// Another role; staff roles only.
    public let role: Role?
    /// Whether it can sign in.
    public let isActive: Bool?

    /// A change.
    public init(role: Role? = nil, isActive: Bool? = nil) {
        self.role = role
        self.isActive = isActive
    }

    /// Nobody signs in with it any more.
    public static var example: Self { Self(isActive: false) }
}
