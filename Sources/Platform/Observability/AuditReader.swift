public import Storage

/// Reads the audit trail of one service.
public struct AuditReader: Sendable {
    /// How the service is named.
    public let service: String
    private let database: any Database

    /// The trail in `database`.
    public init(_ service: String, _ database: any Database) {
        self.service = service
        self.database = database
    }

    /// Rows before `id`, newest first.
    ///
    /// - Throws: `StorageError`.
    public func entries(before id: Int?, about subject: String?, limit: Int) async throws -> [AuditTrail
        .Entry]
    {
        try await database.read { try $0.auditEntries(before: id, about: subject, limit: limit) }
    }

    /// Recomputes the chain.
    ///
    /// - Throws: `StorageError`.
    public func verify() async throws -> AuditTrail.Verdict {
        try await database.read { try $0.verifyAudit() }
    }
}
