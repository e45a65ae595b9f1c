/// Who asks for something, as the audit trail names them.
public struct Caller: Sendable, Hashable {
    /// An account, or the command line's user.
    public let name: String
    /// What they may do follows from this.
    public let role: Role

    /// Someone with a role.
    public init(name: String, role: Role) {
        self.name = name
        self.role = role
    }
}

/// The roles of people in the system.
public enum Role: String, Sendable, Codable, CaseIterable {
    case patient, practitioner, receptionist, administrator, planner

    /// Whether this role may do `permission`.
    public func may(_ permission: Permission) -> Bool {
        switch permission {
        case .overbook: self == .receptionist || self == .administrator || self == .practitioner
        case .recordAbsence: self == .practitioner || self == .administrator
        case .applyProposal: self == .administrator || self == .receptionist
        }
    }
}

/// What needs more than being a patient.
public enum Permission: String, Sendable {
    case overbook, recordAbsence, applyProposal
}
