/// What people may do, and how far it reaches: the whole of role-based access in one table.
///
/// A row without a role gives it nothing. What `own` means follows from the permission: a patient's own are themselves
/// and those they act for; a practitioner's own are their schedule, its appointments and the patients in them.
public enum Permission: String, Sendable, CaseIterable {
    case findSlots = "find-slots"
    case suggest
    case book
    case overbook
    case approve
    case runDesk = "run-desk"
    case seePatients = "see-patients"
    case editPatients = "edit-patients"
    case registerPatients = "register-patients"
    case seeAgenda = "see-agenda"
    case editSchedule = "edit-schedule"
    case editProfile = "edit-profile"
    case recordAbsence = "record-absence"
    case plan
    case applyProposal = "apply-proposal"
    case runScenarios = "run-scenarios"
    case wait
    case message
    case handOver = "hand-over"
    case makeOffers = "make-offers"
    case administer
    case readAudit = "read-audit"
    case readReports = "read-reports"

    /// How far a permission reaches.
    public enum Reach: String, Sendable {
        /// Not permitted at all.
        case nothing
        /// What is the caller's own.
        case own
        /// Everything in the clinic.
        case all
    }

    private static let table: [Permission: [Role: Reach]] = [
        .findSlots: [
            .patient: .all, .practitioner: .all, .receptionist: .all, .administrator: .all, .planner: .all,
        ],
        .suggest: [.patient: .own, .practitioner: .own, .receptionist: .all, .administrator: .all],
        .book: [.patient: .own, .practitioner: .own, .receptionist: .all, .administrator: .all],
        .overbook: [.practitioner: .own, .receptionist: .all, .administrator: .all],
        .approve: [.practitioner: .own, .receptionist: .all, .administrator: .all],
        .runDesk: [.practitioner: .own, .receptionist: .all, .administrator: .all],
        .seePatients: [.patient: .own, .practitioner: .own, .receptionist: .all, .administrator: .all],
        .editPatients: [.patient: .own, .receptionist: .all, .administrator: .all],
        .registerPatients: [.receptionist: .all, .administrator: .all],
        .seeAgenda: [.practitioner: .own, .receptionist: .all, .administrator: .all, .planner: .all],
        .editSchedule: [.practitioner: .own, .administrator: .all],
        .editProfile: [.practitioner: .own, .administrator: .all],
        .recordAbsence: [.practitioner: .own, .administrator: .all],
        .plan: [.receptionist: .all, .administrator: .all, .planner: .all],
        .applyProposal: [.receptionist: .all, .administrator: .all],
        .runScenarios: [.administrator: .all, .planner: .all],
        .wait: [.patient: .own, .receptionist: .all, .administrator: .all],
        // One's own conversations: nobody reads another's, an administrator neither.
        .message: [.patient: .own, .practitioner: .own, .receptionist: .own, .administrator: .own],
        .handOver: [.practitioner: .own, .receptionist: .own, .administrator: .own],
        .makeOffers: [.receptionist: .all, .administrator: .all],
        .administer: [.administrator: .all],
        .readAudit: [.administrator: .all],
        .readReports: [.practitioner: .own, .administrator: .all, .planner: .all],
    ]

    /// How far this permission reaches for `role`.
    public func reach(of role: Role) -> Reach {
        Self.table[self]?[role] ?? .nothing
    }
}
