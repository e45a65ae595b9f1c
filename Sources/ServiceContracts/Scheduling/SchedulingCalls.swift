public import Domain

/// ``Appointments``, ``ProposalRequests``, ``Visits``, ``VisitFacts`` and ``BookFeed`` on the wire.
public enum SchedulingCalls {
    /// A practitioner and a patient.
    public struct Pair: Sendable, Codable {
        /// Who sees.
        public let practitioner: Practitioner.ID
        /// Who is seen.
        public let patient: Patient.ID

        /// A pair.
        public init(_ practitioner: Practitioner.ID, _ patient: Patient.ID) {
            self.practitioner = practitioner
            self.patient = patient
        }
    }

    /// Links that end.
    public struct Links: Sendable, Codable {
        /// Who made them.
        public let maker: String?
        /// To whose appointments.
        public let patient: Patient.ID?

        /// Links.
        public init(madeBy maker: String?, to patient: Patient.ID?) {
            self.maker = maker
            self.patient = patient
        }
    }

    static let service = "scheduling"
    /// ``Appointments/knows(_:)`` of a practitioner.
    public static let knowsPractitioner = ContractCall<Practitioner.ID, Bool>(service, "knows-practitioner")
    /// ``Appointments/knows(_:)`` of a location.
    public static let knowsLocation = ContractCall<Location.ID, Bool>(service, "knows-location")
    /// ``Appointments/sees(_:_:)``.
    public static let sees = ContractCall<Pair, Bool>(service, "sees")
    /// ``Appointments/away(_:)``.
    public static let away = ContractCall<Set<Practitioner.ID>, [Practitioner.ID: Instant]>(service, "away")
    /// ``Appointments/forget(_:)``.
    public static let forget = ContractCall<Patient.ID, Bool>(service, "forget")
    /// ``Appointments/endLinks(madeBy:to:)``.
    public static let endLinks = ContractCall<Links, Nothing>(service, "end-links")
    /// ``ProposalRequests/propose(_:)``.
    public static let propose = ContractCall<ProposalRequest, ProposalBody>(
        service, "propose", isRepeatable: false)
    /// ``Visits/visits(_:)``.
    public static let visits = ContractCall<Set<Appointment.ID>, [Visit]>(service, "visits")
    /// ``Visits/offers(_:)``.
    public static let offers = ContractCall<Set<Offer.ID>, [OfferedVisit]>(service, "offers")
    /// ``Visits/nextDays(of:)``.
    public static let nextDays = ContractCall<Set<Practitioner.ID>, [PractitionerDay]>(service, "next-days")
    /// ``Visits/moved(by:)``.
    public static let moved = ContractCall<Identifier<ProposalBody>, [VisitVersion]>(service, "moved")
    /// ``VisitFacts/facts(_:)``.
    public static let facts = ContractCall<Set<Appointment.ID>, [VisitFact]>(service, "facts", within: 30)
    /// ``VisitFacts/appointments(of:)``.
    public static let appointmentsOf = ContractCall<Set<Patient.ID>, Set<Appointment.ID>>(
        service, "appointments-of", within: 30)
    /// ``VisitFacts/pastVisits(_:)``.
    public static let pastVisits = ContractCall<Set<PastVisit.ID>, [PastVisit]>(
        service, "past-visits", within: 30)
    /// ``VisitFacts/openDays(_:)``.
    public static let openDays = ContractCall<OpenDaysWish, [OpenDay]>(
        service, "open-days", within: 30)
    /// ``VisitFacts/basis()``.
    public static let basis = ContractCall<Nothing, String>(service, "facts-basis")
    /// ``VisitFacts/names()``.
    public static let names = ContractCall<Nothing, ClinicNames>(service, "names")
    /// ``BookFeed/last()``.
    public static let last = ContractCall<Nothing, Int>(service, "last")
    /// ``BookFeed/events(after:limit:)``.
    public static let events = ContractCall<FeedPage, BookNews>(service, "events")
}
