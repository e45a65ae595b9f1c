public import Domain

/// What scheduling says and does for services that keep people and accounts.
public protocol Appointments: Sendable {
    /// Whether the clinic has a practitioner with this id.
    ///
    /// - Throws: What the book throws.
    func knows(_ practitioner: Practitioner.ID) async throws -> Bool
    /// Whether the clinic has a location with this id.
    ///
    /// - Throws: What the book throws.
    func knows(_ location: Location.ID) async throws -> Bool
    /// Whether a practitioner sees a patient: an appointment that is to come or ended within a year; what was cancelled does
    /// not count.
    ///
    /// - Throws: What the book throws.
    func sees(_ practitioner: Practitioner.ID, _ patient: Patient.ID) async throws -> Bool
    /// Until when practitioners stay away who are away now, and not back within half a day; no reason is told.
    ///
    /// - Throws: What the book throws.
    func away(_ practitioners: Set<Practitioner.ID>) async throws -> [Practitioner.ID: Instant]
    /// Forgets a patient for whom nothing was ever booked, with holds and waitlist entries.
    ///
    /// - Returns: Whether the book has nothing of this patient now.
    /// - Throws: What the book throws; nothing was written then.
    func forget(_ patient: Patient.ID) async throws -> Bool
    /// Ends every link to appointments that somebody made, and every calendar's address.
    ///
    /// - Parameters:
    ///   - maker: The account that made them; `nil` for any but staff.
    ///   - patient: Only to this patient's appointments; `nil` for anybody's.
    /// - Throws: What the book throws; nothing was ended then.
    func endLinks(madeBy maker: String?, to patient: Patient.ID?) async throws
}
