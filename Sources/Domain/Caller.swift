/// Who asks for something, as the audit trail names them.
public struct Caller: Sendable, Hashable, Codable {
    /// An account's id, or the command line's user.
    public let name: String
    /// What they may do follows from this.
    public let role: Role
    /// Whom a patient's account acts for: the patient and those in their care; empty for staff.
    public let patients: Set<Patient.ID>
    /// Whose schedule is the caller's own.
    public let practitioner: Practitioner.ID?
    /// Whether mail to the account's address was shown to reach whoever has it; always for staff.
    public let isConfirmed: Bool

    /// Someone with a role.
    public init(
        name: String, role: Role, patients: Set<Patient.ID> = [], practitioner: Practitioner.ID? = nil,
        isConfirmed: Bool = true
    ) {
        self.name = name
        self.role = role
        self.patients = patients
        self.practitioner = practitioner
        self.isConfirmed = isConfirmed
    }
}

/// The roles of people in the system.
public enum Role: String, Sendable, Codable, CaseIterable {
    case patient, practitioner, receptionist, administrator, planner

    /// Whether this role may do `permission` at least with its own.
    public func may(_ permission: Permission) -> Bool {
        permission.reach(of: self) != .nothing
    }
}
