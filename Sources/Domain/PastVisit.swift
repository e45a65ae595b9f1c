/// An appointment of before, as another system kept it: it is counted, and it takes nobody's time.
///
/// Patient, practitioner, location and type are ids as that system has them; the clinic need not know them.
public struct PastVisit: Hashable, Sendable, Codable {
    /// Typed id.
    public typealias ID = Identifier<PastVisit>

    /// What became of it.
    public enum Outcome: String, CaseIterable, Hashable, Sendable, Codable {
        case fulfilled, noshow, cancelled

        /// The same as a status of an appointment.
        public var status: AppointmentStatus {
            switch self {
            case .fulfilled: .fulfilled
            case .noshow: .noshow
            case .cancelled: .cancelled
            }
        }
    }

    /// Identity, as the other system has it.
    public let id: ID
    /// Whose.
    public let patient: Patient.ID
    /// The local day that it was for.
    public let day: LocalDate
    /// The local day on which it was booked, not after `day`.
    public let bookedOn: LocalDate
    /// What became of it.
    public let outcome: Outcome
    /// Years of the patient's life on `day`; `nil` if unknown.
    public let age: Int?
    /// Whether the patient was reminded; `nil` if unknown.
    public let wasReminded: Bool?
    /// With whom; `nil` if unknown.
    public let practitioner: Practitioner.ID?
    /// Where; `nil` if unknown.
    public let location: Location.ID?
    /// What it was; `nil` if unknown.
    public let type: AppointmentType.ID?
    /// The patient's time; none if unknown.
    public let length: Minutes
    /// What it cost, in cents; none if unknown.
    public let priceCents: Int
    /// By which side it was booked.
    public let bookedBy: Side
    /// By which side it was cancelled; `nil` if it was not, or nobody knows.
    public let cancelledBy: Side?
    /// Why it was cancelled.
    public let cancelReason: String?
    /// Grows with every change of what the other system says.
    public let version: Int

    /// A visit of before.
    public init(
        id: ID, patient: Patient.ID, day: LocalDate, bookedOn: LocalDate, outcome: Outcome, age: Int? = nil,
        wasReminded: Bool? = nil, practitioner: Practitioner.ID? = nil, location: Location.ID? = nil,
        type: AppointmentType.ID? = nil, length: Minutes = 0, priceCents: Int = 0, bookedBy: Side = .clinic,
        cancelledBy: Side? = nil, cancelReason: String? = nil, version: Int = 1
    ) {
        self.id = id
        self.patient = patient
        self.day = day
        self.bookedOn = bookedOn
        self.outcome = outcome
        self.age = age
        self.wasReminded = wasReminded
        self.practitioner = practitioner
        self.location = location
        self.type = type
        self.length = length
        self.priceCents = priceCents
        self.bookedBy = bookedBy
        self.cancelledBy = cancelledBy
        self.cancelReason = cancelReason
        self.version = version
    }
}
