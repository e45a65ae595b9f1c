package import Domain
import Storage

/// What administrators read and change at a time; two parts can be changed by two people at once.
package enum ClinicPart: Hashable, Sendable {
    /// A site.
    case location(Location.ID)
    /// Rooms or equipment.
    case pool(ResourcePool.ID)
    /// A type with its rules.
    case type(AppointmentType.ID)
    /// A practitioner without the hours.
    case practitioner(Practitioner.ID)
    /// A practitioner's weekly hours and exceptions.
    case schedule(Practitioner.ID)
    /// All closed days.
    case holidays
    /// All time that is kept for some.
    case carveOuts

    /// What it is, as a refusal names it.
    package var kind: String {
        switch self {
        case .location: "location"
        case .pool: "pool"
        case .type: "appointment type"
        case .practitioner: "practitioner"
        case .schedule: "schedule"
        case .holidays: "closed days"
        case .carveOuts: "kept time"
        }
    }

    /// The versions of its rows.
    var versions: SQL {
        switch self {
        case .location(let id): "SELECT version FROM location WHERE id = \(id)"
        case .pool(let id): "SELECT version FROM pool WHERE id = \(id)"
        case .type(let id): "SELECT version FROM appointment_type WHERE id = \(id)"
        case .practitioner(let id): "SELECT version FROM practitioner WHERE id = \(id)"
        case .schedule(let id):
            """
            SELECT version FROM hours WHERE practitioner_id = \(id)
            UNION ALL SELECT version FROM exception WHERE practitioner_id = \(id)
            """
        case .holidays: "SELECT version FROM holiday"
        case .carveOuts: "SELECT version FROM carve_out"
        }
    }
}
