package import Domain

/// What to list; absent parts do not narrow.
package struct AppointmentFilter {
    package var patients: [Patient.ID]?
    package var practitioner: Practitioner.ID?
    package var from: Instant?
    package var to: Instant?
    package var status: AppointmentStatus?

    package init(
        patients: [Patient.ID]? = nil, practitioner: Practitioner.ID? = nil, from: Instant? = nil,
        to: Instant? = nil, status: AppointmentStatus? = nil
    ) {
        self.patients = patients
        self.practitioner = practitioner
        self.from = from
        self.to = to
        self.status = status
    }
}
