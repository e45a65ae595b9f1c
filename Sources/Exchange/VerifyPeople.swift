public import Book
import Domain
public import ServiceContracts
import Storage

/// Compares what the book knows of patients with their records.
///
/// What the book has not heard yet is no fault: it hears within seconds, or when it is served next. Whoever has no record was
/// forgotten, or is being forgotten.
public struct VerifyPeople: Sendable {
    private let scheduling: Scheduling
    private let people: any People

    private static let page = 500

    /// Compares the book of `scheduling` with the records of `people`.
    public init(_ scheduling: Scheduling, people: any People) {
        self.scheduling = scheduling
        self.people = people
    }

    /// Reads every row, and then every record, which may be newer.
    ///
    /// - Returns: What is wrong, by id and never by name; empty if nothing is.
    /// - Throws: What either store throws.
    public func callAsFunction() async throws -> [String] {
        let known = try await scheduling.look { try $0.patientVersions() }
        var (faults, last) = ([String](), Patient.ID?.none)
        while true {
            let records = try await people.patients(after: last, limit: Self.page)
            guard let newest = records.last else { return faults }
            last = newest.patient.id
            faults += records.compactMap { record in
                known[record.patient.id].flatMap { Self.fault(of: record, knownAs: $0) }
            }
        }
    }

    private static func fault(
        of record: PatientRecord, knownAs known: (version: Int, reference: PatientReference)
    ) -> String? {
        let id = record.patient.id
        if known.version > record.version {
            return "the book knows version \(known.version) of patient \(id), the record is \(record.version)"
        }
        let isSame = known.version < record.version || known.reference == PatientReference(record.patient)
        return isSame ? nil : "the book knows patient \(id) otherwise than the record of the same version"
    }
}
