import Domain
public import ServiceContracts

extension AbsenceBody {
    /// An absence with whom it displaces.
    public init(_ recorded: RecordAbsence.Recorded) {
        self.init(
            recorded.absence,
            displaced: recorded.displaced.map {
                Displaced(
                    appointment: $0.appointment.id, patient: $0.patient.id, name: $0.patient.name,
                    start: $0.appointment.range.start, reachable: $0.isReachable)
            })
    }
}
