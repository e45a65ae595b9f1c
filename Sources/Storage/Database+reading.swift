public import Domain

extension Database {
    /// Notes that staff saw something of people; what patients see of themselves is nobody's news.
    ///
    /// - Parameters:
    ///   - action: What was seen, as `patientRead`.
    ///   - subject: Whose, by id; or of how many.
    ///   - detail: Which part, whom, or between when.
    ///   - caller: Who saw it.
    /// - Throws: `StorageError`.
    public func noteReading(_ action: String, _ subject: String, _ detail: String, by caller: Caller)
        async throws
    {
        guard caller.role != .patient else { return }
        try await write { try $0.audit(action, subject, by: caller, detail: detail) }
    }

    /// Notes that staff saw a patient's data.
    ///
    /// - Throws: `StorageError`.
    public func noteReading(of patient: Patient.ID, _ what: String, by caller: Caller) async throws {
        try await noteReading("patientRead", patient.rawValue, what, by: caller)
    }
}
