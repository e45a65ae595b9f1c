/// ``Maintenance`` of a service, and what it serves, on the wire.
public struct MaintenanceCalls: Sendable {
    /// Rows of a trail.
    public struct Page: Sendable, Codable {
        /// Before which.
        public let before: Int?
        /// Only about this id.
        public let subject: String?
        /// At most so many.
        public let limit: Int

        /// A page.
        public init(before: Int?, about subject: String?, limit: Int) {
            self.before = before
            self.subject = subject
            self.limit = limit
        }
    }

    /// ``Maintenance/condition()``.
    public let condition: ContractCall<Nothing, ServiceCondition>
    /// ``Maintenance/trail(before:about:limit:)``.
    public let trail: ContractCall<Page, [AuditEntryBody]>
    /// What the service serves at the public edge.
    public let surface: ContractCall<Nothing, ServiceSurface>

    /// Of a service.
    public init(of service: String) {
        condition = ContractCall(service, "condition")
        trail = ContractCall(service, "trail")
        surface = ContractCall(service, "surface")
    }
}

/// What a service serves at the public edge, for whoever sends requests there.
public struct ServiceSurface: Sendable, Hashable, Codable {
    /// A row of its table.
    public struct Operation: Sendable, Hashable, Codable {
        /// Unique; a verb and a noun.
        public let id: String
        /// The method.
        public let method: String
        /// With `{name}` for parameters.
        public let path: String
        /// Whether it reads a body.
        public let takesBody: Bool
        /// Whether the same Idempotency-Key gives the first answer again.
        public let keepsKeys: Bool

        /// A row.
        public init(id: String, method: String, path: String, takesBody: Bool, keepsKeys: Bool) {
            self.id = id
            self.method = method
            self.path = path
            self.takesBody = takesBody
            self.keepsKeys = keepsKeys
        }
    }

    /// The table.
    public let operations: [Operation]
    /// Its part of the contract, as OpenAPI has it.
    public let document: JSON

    /// A surface.
    public init(operations: [Operation], document: JSON) {
        self.operations = operations
        self.document = document
    }
}
