public import Domain
public import HTTPTypes
public import ServiceContracts

/// One operation of the contract: what the router serves, what the permissions guard and what the document describes.
public struct APIOperation: Route {
    /// Who may call it.
    public enum Access: Sendable, Hashable {
        /// Anybody, signed in or not.
        case anyone
        /// Everybody who is signed in.
        case signedIn
        /// Roles that have this permission; what is not their own looks like nothing.
        case permission(Permission)
    }

    /// What a success looks like.
    public struct Success: Sendable {
        let status: HTTPResponse.Status
        let body: (any Body.Type)?
        let mediaType: String
        /// 200 with a body.
        public static func ok(_ body: any Body.Type) -> Self { Self(status: .ok, body: body) }
        /// 201 with a body and a Location.
        public static func created(_ body: any Body.Type) -> Self { Self(status: .created, body: body) }
        /// 202 with a body.
        public static func accepted(_ body: any Body.Type) -> Self { Self(status: .accepted, body: body) }
        /// 204.
        public static let nothing = Self(status: .noContent, body: nil)
        /// 202 without a body.
        public static let noted = Self(status: .accepted, body: nil)
        /// 200 with something that is no JSON of a known shape.
        public static func raw(_ mediaType: String) -> Self {
            Self(status: .ok, body: nil, mediaType: mediaType)
        }

        private init(
            status: HTTPResponse.Status, body: (any Body.Type)?, mediaType: String = "application/json"
        ) {
            self.status = status
            self.body = body
            self.mediaType = mediaType
        }
    }

    /// A parameter of the query.
    public struct QueryParameter: Sendable {
        let name: String
        let type: any Described.Type
        let summary: String
        let isRequired: Bool

        /// A parameter.
        public init(_ name: String, _ type: any Described.Type, _ summary: String, isRequired: Bool = false) {
            self.name = name
            self.type = type
            self.summary = summary
            self.isRequired = isRequired
        }
    }

    /// What a request must bring beside its body.
    public struct Demand: OptionSet, Sendable {
        /// One bit for each demand.
        public let rawValue: Int
        /// Demands from their bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// An Idempotency-Key; without one the request is refused.
        public static let key = Demand(rawValue: 1)
        /// An Idempotency-Key may be sent.
        public static let optionalKey = Demand(rawValue: 2)
        /// An If-Match with the ETag that was read.
        public static let ifMatch = Demand(rawValue: 4)
        /// Stricter rate limits: passwords are checked here.
        public static let guarded = Demand(rawValue: 8)
        /// It takes or gives back time of the clinic: a patient's account does so slowly.
        public static let changesBook = Demand(rawValue: 16)
        /// Its body is a form, an object of text in the contract: for programs that speak nothing else.
        public static let form = Demand(rawValue: 32)
        /// Its body is bytes of any kind, in the contract and in ``Call/bytes``.
        public static let bytes = Demand(rawValue: 64)
    }

    /// Unique; a verb and a noun.
    public let id: String
    /// The method.
    public let method: HTTPRequest.Method
    /// With `{name}` for parameters.
    public let path: String
    /// One line.
    public let summary: String
    /// Who may call it.
    public let access: Access
    /// Parameters of the query.
    public let query: [QueryParameter]
    /// The body it reads.
    public let takes: (any Body.Type)?
    /// Whether the body may be left out.
    public let isBodyOptional: Bool
    /// What it answers.
    public let gives: Success
    /// What else it may answer, beside what the edge may always answer.
    public let refuses: [ProblemKind]
    /// What requests must bring.
    public let demands: Demand
    /// Names that its body knows; `nil` without a body.
    let shape: BodyShape?
    var changesBook: Bool { demands.contains(.changesBook) }
    /// Whether requests bring a body.
    var takesBody: Bool { takes != nil || demands.contains(.bytes) }
    let handle: @Sendable (Call) async throws -> Reply

    /// An operation.
    ///
    /// - Parameters:
    ///   - id: Unique; a verb and a noun.
    ///   - method: The method.
    ///   - path: With `{name}` for parameters.
    ///   - summary: One line for readers.
    ///   - access: Who may call it.
    ///   - query: Parameters of the query.
    ///   - takes: The body it reads.
    ///   - isBodyOptional: Whether the body may be left out.
    ///   - gives: What it answers.
    ///   - refuses: What else it may answer.
    ///   - demands: What requests must bring.
    ///   - handle: Decodes, authorises, calls one verb, encodes.
    public init(
        _ id: String, _ method: HTTPRequest.Method, _ path: String, _ summary: String, _ access: Access,
        query: [QueryParameter] = [], takes: (any Body.Type)? = nil, isBodyOptional: Bool = false,
        gives: Success,
        refuses: [ProblemKind] = [], demands: Demand = [],
        _ handle: @escaping @Sendable (Call) async throws -> Reply
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.summary = summary
        self.access = access
        self.query = query
        self.takes = takes
        self.isBodyOptional = isBodyOptional
        self.gives = gives
        self.refuses = refuses
        self.demands = demands
        self.handle = handle
        // Programs that speak forms add what they like.
        shape = demands.contains(.form) ? nil : takes.flatMap { BodyShape($0) }
    }
}
