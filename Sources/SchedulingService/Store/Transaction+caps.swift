import Availability
import Domain
import Storage

extension ReadTransaction {
    /// Throws if the type's caps are used up: per practitioner and local day, per patient in the future.
    func requireCaps(_ slot: Slot, for patient: Patient.ID, _ context: ClinicContext) throws {
        let limits = try context.type(slot.type).limits
        if let cap = limits.perPractitionerDay {
            let zone = context.zone(of: slot.location)
            guard let day = zone.day(zone.date(at: slot.range.start)) else { return }
            let same = try appointments(of: slot.practitioner, in: day).count { $0.type == slot.type }
            guard same < cap else {
                throw BookingError.ruleBroken(
                    .capPerPractitionerDay,
                    explanation: "\(slot.practitioner) takes at most \(cap) × \(slot.type) a day"
                )
            }
        }
        if let cap = limits.perPatient {
            let same = try appointments(of: patient).count {
                $0.type == slot.type && $0.status.occupies && $0.range.start > now
            }
            guard same < cap else {
                throw BookingError.ruleBroken(
                    .capPerPatient, explanation: "a patient has at most \(cap) future × \(slot.type)"
                )
            }
        }
    }
}
