import Domain

/// An appointment as JSON; its times are UTC, so it needs no zone.
struct BookedBody: Encodable {
    let id, status, appointmentType, practitioner, patient, start, end, priority: String
    let version: Int
    let overbookReason, series: String?

    init(_ appointment: Appointment) {
        id = appointment.id.rawValue
        version = appointment.version
        status = appointment.status.rawValue
        appointmentType = appointment.type.rawValue
        practitioner = appointment.practitioner.rawValue
        patient = appointment.patient.rawValue
        start = appointment.range.start.rfc3339
        end = appointment.range.end.rfc3339
        priority = appointment.priority.rawValue
        overbookReason = appointment.overbookReason
        series = appointment.series
    }
}

/// A list as JSON.
struct ListBody<Item: Encodable>: Encodable {
    let items: [Item]
}
