public import Storage

/// Reads the audit trail of one service.
public struct AuditReader: Sendable {
    /// How the service is named.
    public let service: String
    private let database: any Database
    private let readings: ReadingLog?

    /// The trail in `database`; `readings` are written before it is read.
    public init(_ service: String, _ database: any Database, readings: ReadingLog? = nil) {
        self.service = service
        self.database = database
        self.readings = readings
    }

    /// Rows before `id`, newest first.
    ///
    /// - Throws: `StorageError`.
    public func entries(before id: Int?, about subject: String?, limit: Int) async throws -> [AuditTrail
        .Entry]
    {
        await readings?.settle()
        return try await database.read { try $0.auditEntries(before: id, about: subject, limit: limit) }
    }

    /// Recomputes the chain.
    ///
    /// - Throws: `StorageError`.
    public func verify() async throws -> AuditTrail.Verdict {
        try await database.read { try $0.verifyAudit() }
    }
}
