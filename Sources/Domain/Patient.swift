/// A person who receives care.
public struct Patient: Hashable, Sendable, Codable {
    /// Typed id.
    public typealias ID = Identifier<Patient>
    /// Identity.
    public let id: ID
    /// For people.
    public let name: String
    /// Where messages go; `nil` if unknown.
    public let email: String?
    /// Where calls and texts go; `nil` if unknown.
    public let phone: String?
    /// Tells people of one name apart; `nil` if unknown.
    public let birthDate: LocalDate?
    /// Standing wishes, used when a request brings none of its own.
    public let preferences: Preferences

    /// A patient with contact details and wishes.
    public init(
        id: ID, name: String, email: String? = nil, phone: String? = nil, birthDate: LocalDate? = nil,
        preferences: Preferences = Preferences()
    ) {
        self.id = id
        self.name = name
        self.email = email
        self.phone = phone
        self.birthDate = birthDate
        self.preferences = preferences
    }

    /// Whether anyone could tell this patient about a change.
    public var isReachable: Bool { email != nil || phone != nil }
}
