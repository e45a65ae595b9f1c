public import Domain

/// Why a change of the book was refused.
///
/// Nothing was written when one of these is thrown.
public indirect enum BookingError: Error, Equatable, Sendable {
    /// Something already occupies part of `range` on this practitioner's schedule.
    case slotTaken(practitioner: Practitioner.ID, range: TimeRange)
    /// All rooms or devices of a pool are in use at some time of `range`.
    case poolExhausted(ResourcePool.ID, range: TimeRange)
    /// The patient is somewhere else at that time.
    case patientBusy(Patient.ID, range: TimeRange)
    /// No practitioner who could give it is free at `start`.
    case nobodyFree(AppointmentType.ID, start: Instant)
    /// A rule of the clinic does not allow it; `explanation` has the values.
    case ruleBroken(BookingRule, explanation: String)
    /// No such thing.
    case unknown(kind: String, id: String)
    /// The hold let go before it was used.
    case holdExpired(Hold.ID)
    /// A hold can be extended once.
    case holdAlreadyExtended(Hold.ID)
    /// The hold was made for another patient or type.
    case holdOfAnother(Hold.ID)
    /// An appointment in `from` cannot become `to`.
    case illegalTransition(from: AppointmentStatus, to: AppointmentStatus)
    /// The key was used for another request before.
    case keyReused(String)
    /// The caller's role may not do this.
    case notPermitted(Permission, role: Role)
    /// An override needs a reason: one line that is not blank, at most 200 characters.
    case reasonMissing
    /// Occurrence `index` (from 0) of a series cannot be booked; so none is.
    case seriesConflict(index: Int, start: Instant, cause: BookingError)
    /// Parts of a proposal no longer fit the book; so nothing of it was applied.
    case proposalOutdated([OutdatedMove])
    /// The proposal has no such move.
    case unknownMove(Appointment.ID)
}

/// The rules a slot must keep, by the name a refusal gives.
public enum BookingRule: String, Sendable, CaseIterable {
    case skill
    case resources
    case workingTime = "working-time"
    case grid
    case notice
    case horizon
    case carveOut = "carve-out"
    case offerLength = "offer"
    case capPerPractitionerDay = "cap-per-practitioner-day"
    case capPerPatient = "cap-per-patient"
    case seriesLength = "series-length"
    case absenceRange = "absence-range"
    case overbookRange = "overbook-range"
    case changeCutoff = "change-cutoff"
    case waitlistDays = "waitlist-days"
    case holdsPerPatient = "holds-per-patient"
    case appointmentsPerPatient = "appointments-per-patient"
    case waitlistPerPatient = "waitlist-per-patient"
    case addressNotConfirmed = "address-not-confirmed"
    case tooEarly = "too-early"
    case patientTwice = "patient-twice"
    case equipmentTwice = "equipment-twice"
}

/// A move of a proposal that no longer fits, and why.
public struct OutdatedMove: Sendable, Hashable {
    /// Which appointment.
    public let appointment: Appointment.ID
    /// What changed since the proposal was made.
    public let change: String

    package init(appointment: Appointment.ID, change: String) {
        self.appointment = appointment
        self.change = change
    }
}

extension BookingError: CustomStringConvertible {
    /// The fact and the next step; no personal data.
    public var description: String {
        switch self {
        case .slotTaken(let practitioner, let range):
            "\(range.start) with \(practitioner) is taken; choose another slot"
        case .poolExhausted(let pool, let range):
            "all of \(pool) are in use at \(range.start); choose another slot"
        case .patientBusy(_, let range):
            "the patient has another appointment in \(range); choose another slot"
        case .nobodyFree(let type, let start):
            "nobody who gives \(type) is free at \(start); choose another time"
        case .ruleBroken(let rule, let explanation): "\(rule.rawValue): \(explanation)"
        case .unknown(let kind, let id): "there is no \(kind) “\(id)”"
        case .holdExpired(let hold):
            "there is no live hold \(hold): it was used, released or has expired; hold the slot again"
        case .holdAlreadyExtended(let hold): "hold \(hold) was extended once already; book it or hold again"
        case .holdOfAnother(let hold): "hold \(hold) was made for another patient or appointment type"
        case .illegalTransition(let from, let to):
            "an appointment that is \(from.rawValue) cannot become \(to.rawValue)"
        case .keyReused(let key): "the idempotency key “\(key)” was used for another request; use a new one"
        case .notPermitted(let permission, let role): "a \(role.rawValue) may not \(permission.rawValue)"
        case .reasonMissing: "an override needs a reason of 1 to 200 characters in one line"
        case .seriesConflict(let index, let start, let cause):
            "appointment \(index + 1) of the series, at \(start), cannot be booked, so none was: \(cause)"
        case .proposalOutdated(let moves):
            "the book has changed, nothing was applied: "
                + moves.map { "\($0.appointment) \($0.change)" }.joined(separator: "; ")
                + "; make a new proposal"
        case .unknownMove(let appointment): "the proposal moves no appointment “\(appointment)”"
        }
    }
}
