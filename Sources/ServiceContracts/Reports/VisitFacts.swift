public import Domain

/// What figures are made of, for whoever counts.
public protocol VisitFacts: Sendable {
    /// Those of `ids` that there are, in any order.
    ///
    /// - Throws: What the book throws.
    func facts(_ ids: Set<Appointment.ID>) async throws -> [VisitFact]
    /// Ids of all appointments of some patients.
    ///
    /// - Throws: What the book throws.
    func appointments(of patients: Set<Patient.ID>) async throws -> Set<Appointment.ID>
    /// Visits of before of those of `ids` that there are, in any order.
    ///
    /// - Throws: What the book throws.
    func pastVisits(_ ids: Set<PastVisit.ID>) async throws -> [PastVisit]
    /// When practitioners see people, by the hours, holidays and absences that the clinic has now.
    ///
    /// - Returns: In any order; days without any open time are absent.
    /// - Throws: What the book throws.
    func openDays(_ wish: OpenDaysWish) async throws -> [OpenDay]
    /// What facts take from the clinic and not from their appointment: it changes when zones, prices or sites do.
    ///
    /// - Throws: What the book throws.
    func basis() async throws -> String
    /// What practitioners, locations and appointment types are called.
    ///
    /// - Throws: What the book throws.
    func names() async throws -> ClinicNames
}

/// What people call what a clinic consists of, by id.
public struct ClinicNames: Sendable, Hashable, Codable {
    /// Who gives care.
    public let practitioners: [Practitioner.ID: String]
    /// Where.
    public let locations: [Location.ID: String]
    /// What can be booked.
    public let types: [AppointmentType.ID: String]

    /// Names.
    public init(
        practitioners: [Practitioner.ID: String], locations: [Location.ID: String],
        types: [AppointmentType.ID: String]
    ) {
        self.practitioners = practitioners
        self.locations = locations
        self.types = types
    }
}
