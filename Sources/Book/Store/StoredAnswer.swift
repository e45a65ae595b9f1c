import Domain

/// What a request was answered, kept for when it is sent again, whatever has happened since.
///
/// *Rule.* A field is only ever added, and absent where an answer was kept before it. *Why.* A client repeats a request
/// after the server was replaced by a newer one. *If broken.* It cannot be answered, or books twice.
struct StoredAnswer: Codable {
    /// Grows when a field changes its meaning; 1 as yet.
    let format: Int
    /// In the order of the request.
    let appointments: [Row]

    /// An appointment as it was then.
    struct Row: Codable {
        let id: Appointment.ID
        let version: Int
        let status: AppointmentStatus
        let type: AppointmentType.ID
        let practitioner: Practitioner.ID
        let patient: Patient.ID
        /// Seconds since 1970, as are the next four.
        let start: Int64
        let end: Int64
        let busyFrom: Int64
        let busyUntil: Int64
        let bookedAt: Int64
        let pools: [ResourcePool.ID]
        let priority: Priority
        let isPinned: Bool
        let overbookReason: String?
        let series: String?
    }
}

extension StoredAnswer {
    init(_ appointments: [Appointment]) {
        self.init(format: 1, appointments: appointments.map(Row.init))
    }
}

extension StoredAnswer.Row {
    fileprivate init(_ appointment: Appointment) {
        self.init(
            id: appointment.id, version: appointment.version, status: appointment.status,
            type: appointment.type, practitioner: appointment.practitioner, patient: appointment.patient,
            start: appointment.range.start.secondsSince1970, end: appointment.range.end.secondsSince1970,
            busyFrom: appointment.busy.start.secondsSince1970,
            busyUntil: appointment.busy.end.secondsSince1970,
            bookedAt: appointment.bookedAt.secondsSince1970, pools: appointment.pools,
            priority: appointment.priority, isPinned: appointment.isPinned,
            overbookReason: appointment.overbookReason, series: appointment.series)
    }

    /// The appointment as it was.
    var appointment: Appointment {
        Appointment(
            id: id, version: version, status: status, type: type, practitioner: practitioner,
            patient: patient,
            range: TimeRange(
                start: Instant(secondsSince1970: start), end: Instant(secondsSince1970: end)),
            busy: TimeRange(
                start: Instant(secondsSince1970: busyFrom), end: Instant(secondsSince1970: busyUntil)),
            pools: pools, priority: priority, isPinned: isPinned,
            bookedAt: Instant(secondsSince1970: bookedAt), overbookReason: overbookReason, series: series)
    }
}
