public import Domain

/// An address with which a calendar follows somebody's appointments; a secret.
public struct CalendarFeedBody: Body {
    /// Below the clinic's own address.
    public let path: String
    /// Whose appointments it shows; empty for a practitioner's own.
    public let patients: [Patient.ID]
    /// When it was made.
    public let madeAt: Instant

    /// An address.
    public init(path: String, patients: [Patient.ID], madeAt: Instant) {
        self.path = path
        self.patients = patients
        self.madeAt = madeAt
    }

    /// A patient's.
    public static var example: Self {
        Self(path: "/v1/calendars/Y2FsZW5kYXIvMQ.k3m9", patients: [.sample], madeAt: .sample)
    }
}
