public import Domain

/// Where patients become known to the book.
public protocol PatientRegistry: Sendable {
    /// Adds a patient, or does nothing if the id is known.
    ///
    /// - Parameters:
    ///   - patient: Who.
    ///   - caller: Named in the audit trail.
    /// - Throws: What the book throws; nothing was written then.
    func register(_ patient: Patient, by caller: Caller) async throws
    /// Forgets a patient for whom nothing was ever booked; does nothing for any other.
    func forget(_ patient: Patient.ID, by caller: Caller) async throws
    /// Ends every link to appointments that somebody made.
    ///
    /// - Parameters:
    ///   - maker: The account that made them; `nil` for any but staff.
    ///   - patient: Only to this patient's appointments; `nil` for anybody's.
    /// - Throws: What the book throws; nothing was ended then.
    func endLinks(madeBy maker: String?, to patient: Patient.ID?) async throws
    /// Whether the book has a patient with this id.
    func knows(_ patient: Patient.ID) async throws -> Bool
    /// Whether the clinic has a practitioner with this id.
    func knows(_ practitioner: Practitioner.ID) async throws -> Bool
}
