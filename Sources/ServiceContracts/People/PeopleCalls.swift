public import Domain

/// ``People``, ``Contacts`` and ``PatientRegistry`` on the wire.
public enum PeopleCalls {
    /// A page of records by id.
    public struct Page: Sendable, Codable {
        /// The last of the page before.
        public let after: Patient.ID?
        /// At most so many.
        public let limit: Int

        /// A page.
        public init(after: Patient.ID?, limit: Int) {
            self.after = after
            self.limit = limit
        }
    }

    /// Patients whom somebody makes known.
    public struct Change<Subject: Codable & Sendable>: Sendable, Codable {
        /// Whom.
        public let subject: Subject
        /// Who does it.
        public let caller: Caller

        /// A change.
        public init(_ subject: Subject, by caller: Caller) {
            self.subject = subject
            self.caller = caller
        }
    }

    /// A way to tell a patient something.
    public struct Way: Sendable, Codable {
        /// Which.
        public let channel: ContactPreferencesBody.Channel
        /// Whose.
        public let patient: Patient.ID

        /// A way of a patient.
        public init(_ channel: ContactPreferencesBody.Channel, of patient: Patient.ID) {
            self.channel = channel
            self.patient = patient
        }
    }

    static let service = "users"
    /// ``People/patients(_:)``.
    public static let patients = ContractCall<Set<Patient.ID>, [PatientRecord]>(service, "patients")
    /// ``People/birthDates(_:)``.
    public static let birthDates = ContractCall<Set<Patient.ID>, [Patient.ID: LocalDate]>(
        service, "birth-dates", within: 30)
    /// ``People/patients(after:limit:)``.
    public static let page = ContractCall<Page, [PatientRecord]>(service, "page", within: 30)
    /// ``People/keep(_:by:)``.
    public static let keep = ContractCall<Change<[Patient]>, Nothing>(service, "keep", within: 120)
    /// ``People/changes(after:limit:)``.
    public static let changes = ContractCall<FeedPage, PeopleChanges>(service, "changes")
    /// ``Contacts/contacts(_:)``.
    public static let contacts = ContractCall<Set<Patient.ID>, [Contact]>(service, "contacts")
    /// ``Contacts/stop(_:of:)``.
    public static let stop = ContractCall<Way, Nothing>(service, "stop")
    /// ``Contacts/stopTexts(to:)``.
    public static let stopTexts = ContractCall<String, Nothing>(service, "stop-texts")
    /// ``Contacts/prefer(_:of:by:)``.
    public static let prefer = ContractCall<Change<Way>, Nothing>(service, "prefer")
    /// ``PatientRegistry/register(_:by:)``.
    public static let register = ContractCall<Change<Patient>, Nothing>(service, "register")
    /// ``PatientRegistry/forget(_:by:)``.
    public static let forget = ContractCall<Change<Patient.ID>, Bool>(service, "forget")
    /// ``PatientRegistry/knows(_:)``.
    public static let knows = ContractCall<Patient.ID, Bool>(service, "knows")
}
