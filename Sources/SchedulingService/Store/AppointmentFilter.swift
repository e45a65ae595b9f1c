import Domain

/// What to list; absent parts do not narrow.
struct AppointmentFilter {
    var patients: [Patient.ID]?
    var practitioner: Practitioner.ID?
    var from: Instant?
    var to: Instant?
    var status: AppointmentStatus?
}
