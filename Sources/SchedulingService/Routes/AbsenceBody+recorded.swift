public import Rebalancing
import Book
import Domain
public import ServiceContracts

extension AbsenceBody {
    /// An absence with whom it displaces.
    public init(_ recorded: RecordAbsence.Recorded) {
        self.init(
            recorded.absence,
            displaced: recorded.displaced.map(Displaced.init))
    }
}

extension AbsenceBody.Displaced {
    init(_ displaced: Displaced) {
        self.init(
            appointment: displaced.appointment.id, patient: displaced.patient.id,
            name: displaced.patient.name,
            start: displaced.appointment.range.start, reachable: displaced.isReachable)
    }
}
