/// What administrators may know of a service: how it is, and what is in its trail.
public protocol Maintenance: Sendable {
    /// How `--target` names it.
    var service: String { get }
    /// How it is.
    ///
    /// - Throws: What keeps it from being asked.
    func condition() async throws -> ServiceCondition
    /// Rows of its audit trail before `id`, newest first.
    ///
    /// - Parameters:
    ///   - id: `nil` for the newest.
    ///   - subject: Only what is about this id.
    ///   - limit: At most so many.
    /// - Returns: None for a service without a trail.
    /// - Throws: What the service's store throws.
    func trail(before id: Int?, about subject: String?, limit: Int) async throws -> [AuditEntryBody]
}

/// How a service is.
public struct ServiceCondition: Sendable, Hashable, Codable {
    /// Why it cannot serve; `nil` if it can.
    public let trouble: String?
    /// Event streams that it holds open; `nil` for a service that has none.
    public let eventStreams: Int?

    /// A condition.
    public init(trouble: String?, eventStreams: Int? = nil) {
        self.trouble = trouble
        self.eventStreams = eventStreams
    }
}
