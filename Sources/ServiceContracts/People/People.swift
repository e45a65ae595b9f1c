public import Domain

/// What other services may know of people, and how they hear that it changed.
public protocol People: Sendable {
    /// The records of those of `ids` that there are, in any order.
    ///
    /// - Throws: What the people's store throws.
    func patients(_ ids: Set<Patient.ID>) async throws -> [PatientRecord]
    /// When those of `ids` were born of whom that is known.
    ///
    /// - Throws: What the people's store throws.
    func birthDates(_ ids: Set<Patient.ID>) async throws -> [Patient.ID: LocalDate]
    /// Records by id.
    ///
    /// - Parameters:
    ///   - id: The last of the page before; `nil` for the first page.
    ///   - limit: At most so many.
    /// - Returns: A page; an empty one is the end.
    /// - Throws: What the people's store throws.
    func patients(after id: Patient.ID?, limit: Int) async throws -> [PatientRecord]
    /// Makes the records say what `patients` say: who is new is added, who differs is changed, who is the same stays.
    ///
    /// - Parameters:
    ///   - patients: Each once.
    ///   - caller: Named in the audit trail.
    /// - Throws: What the people's store throws; nothing was written then.
    func keep(_ patients: [Patient], by caller: Caller) async throws
    /// Whose record changed after `position`, in the order in which it did.
    ///
    /// - Parameters:
    ///   - position: The last one heard of; 0 for the beginning.
    ///   - limit: At most so many changes are looked at; several of one patient are one.
    /// - Returns: The records as they are *now*; with the position that is reached by taking them.
    /// - Throws: What the people's store throws.
    func changes(after position: Int, limit: Int) async throws -> PeopleChanges
    /// An element whenever there may be changes; it ends with the service, or when nobody reads it any more.
    func news() -> AsyncStream<Void>
}

/// A page of the people's feed.
public struct PeopleChanges: Sendable, Hashable, Codable {
    /// Records of those who changed and are still there.
    public let changed: [PatientRecord]
    /// Those who were forgotten.
    public let forgotten: [Patient.ID]
    /// The last change that the page tells of; the one asked for if there is none.
    public let position: Int

    /// A page.
    public init(changed: [PatientRecord], forgotten: [Patient.ID], position: Int) {
        self.changed = changed
        self.forgotten = forgotten
        self.position = position
    }
}
