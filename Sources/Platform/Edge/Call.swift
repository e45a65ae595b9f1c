public import Domain
public import Foundation
public import HTTPTypes
import Hummingbird
import NIOCore
import NIOFoundationCompat
public import ServiceContracts
public import Words

/// One request to an operation, with who makes it.
public struct Call: Sendable {
    /// Its head.
    public let head: HTTPRequest
    /// One id per request, in answers and logs.
    public let requestID: String
    /// Where it comes from.
    public let address: String
    /// The verified token, if it has one.
    public let claims: AccessClaims?
    let operation: APIOperation
    let pathParameters: [String: String]
    let queryParameters: [String: String]
    let body: ByteBuffer
    let charge: @Sendable (Double) throws -> Void

    /// Who makes it.
    public var caller: Caller {
        get throws {
            guard let claims else { throw Problem(.unauthenticated) }
            return claims.caller
        }
    }

    /// The language that the reader understands best.
    public var language: Language { Language(accepting: head.headerFields[.acceptLanguage]) }

    /// The token's claims.
    public var signedIn: AccessClaims {
        get throws {
            guard let claims else { throw Problem(.unauthenticated) }
            return claims
        }
    }

    /// The body.
    ///
    /// - Throws: ``Problem`` that names field and rule.
    public func read<Value: Body>(_ type: Value.Type = Value.self) throws -> Value {
        let bytes = body.readableBytes == 0 && operation.isBodyOptional ? ByteBuffer(string: "{}") : body
        try operation.shape?.check(Array(bytes.readableBytesView))
        do {
            return try JSONDecoder().decode(type, from: bytes)
        } catch let error as DecodingError {
            throw Problem(error)
        }
    }

    /// The body where the operation takes bytes.
    public var bytes: Data { Data(body.readableBytesView) }

    /// Takes more of the client's allowance, for what costs as much as many requests.
    ///
    /// - Throws: ``Problem`` if there is not enough left.
    public func charge(_ requests: Int) throws { try charge(Double(requests)) }

    /// A parameter of the path.
    ///
    /// - Throws: ``Problem`` that names the parameter and its rule.
    public func path<Value: Described>(_ name: String, _ type: Value.Type = Value.self) throws -> Value {
        try Self.decode(type, name, pathParameters[name] ?? "")
    }

    /// A parameter of the query, if it was sent.
    ///
    /// - Throws: ``Problem`` that names the parameter and its rule.
    public func query<Value: Described>(_ name: String, _ type: Value.Type = Value.self) throws -> Value? {
        try queryParameters[name].map { try Self.decode(type, name, $0) }
    }

    /// A parameter of the query that must be there.
    ///
    /// - Throws: ``Problem`` that names the parameter and its rule.
    public func required<Value: Described>(_ name: String, _ type: Value.Type = Value.self) throws -> Value {
        guard let value = try query(name, type) else {
            throw Problem.invalid(name, "is required in the query")
        }
        return value
    }

    /// The client's key, made the account's own so that nobody meets another's.
    public var key: String? {
        get throws {
            guard let key = head.headerFields[.idempotencyKey] else { return nil }
            return "\(try caller.name):\(key)"
        }
    }

    /// Whether the request names `version` as the one it read.
    ///
    /// - Throws: `ProblemKind.versionChanged` if it names another.
    public func requireMatch(_ version: String) throws {
        guard let match = head.headerFields[.ifMatch] else { throw Problem(.preconditionRequired) }
        let names = match.split(separator: ",").map { $0.filter { $0 != " " } }
        guard names.contains("\"\(version)\"") || match == "*" else { throw Problem(.versionChanged) }
    }

    private static func decode<Value: Described>(_ type: Value.Type, _ name: String, _ text: String) throws
        -> Value
    {
        do {
            return try Value(from: TextDecoder(text: text))
        } catch let error as DecodingError {
            guard case .array(let values)? = type.schema["enum"] else {
                throw Problem.invalid(name, Problem.rule(of: error))
            }
            let words = values.compactMap { if case .string(let word) = $0 { word } else { nil } }
            throw Problem.invalid(name, "must be one of \(words.joined(separator: ", "))")
        }
    }
}

extension Problem {
    /// What a decoder found wrong, as field and rule; never the value, which may be personal.
    init(_ error: DecodingError) {
        guard !error.isMalformed else {
            self.init(.malformed, "the body is not JSON")
            return
        }
        let path = error.path.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        let field = path.hasPrefix(".") ? String(path.dropFirst()) : path
        self = .invalid(field.isEmpty ? "body" : field, Self.rule(of: error))
    }

    static func rule(of error: DecodingError) -> String {
        switch error {
        case .typeMismatch(let type, _): "must be \(words(for: type))"
        case .valueNotFound: "must not be null"
        case .keyNotFound: "is required"
        // What the standard library says of a word that is none of an enumeration's names a Swift type.
        case .dataCorrupted(let context) where context.debugDescription.hasPrefix("Cannot initialize"):
            "must be one of the values that the contract lists"
        case .dataCorrupted(let context): context.debugDescription
        @unknown default: "is not readable"
        }
    }

    private static func words(for type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a string"
        case is Bool.Type: "true or false"
        case is any BinaryInteger.Type: "a whole number"
        case is Double.Type: "a number"
        case is any Body.Type: "an object"
        case is any ListType.Type: "a list"
        default: "an object"
        }
    }
}

extension DecodingError {
    fileprivate var isMalformed: Bool {
        guard case .dataCorrupted(let context) = self else { return false }
        return context.codingPath.isEmpty  // bodies are objects: what is wrong with a value has a path
    }

    fileprivate var path: [any CodingKey] {
        switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            context.codingPath
        case .keyNotFound(let key, let context): context.codingPath + [key]
        @unknown default: []
        }
    }
}

/// What is written as a list; a dictionary is a sequence too, and is none.
private protocol ListType {}
extension Array: ListType {}
extension Set: ListType {}
