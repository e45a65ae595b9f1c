import Domain
import Reminders

/// How long before a visit the clinic reminds, by what the visit is.
struct ReminderPolicies: Sendable, Hashable {
    /// For types without their own.
    var usual = ReminderPolicy.usual
    /// Of types that have their own; one without offsets for none.
    var own: [AppointmentType.ID: ReminderPolicy] = [:]

    /// What holds for a type.
    subscript(type: AppointmentType.ID) -> ReminderPolicy { own[type] ?? usual }
}
