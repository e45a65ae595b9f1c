import Domain
public import Foundation
import HTTPTypes
public import ServiceContracts

/// The contract, written from the table of operations: what is not in the table is not served, and what is served is
/// described.
///
/// Source: OpenAPI 3.1.0.
public struct OpenAPIDocument: Sendable {
    /// The document.
    public let json: JSON

    /// Describes `operations`.
    ///
    /// - Throws: `DecodingError` or `EncodingError` for a body without a schema.
    public init(_ operations: [APIOperation], version: String) throws {
        var reader = SchemaReader()
        var paths: [String: JSON] = [:]
        for operation in operations {
            let method = operation.method.rawValue.lowercased()
            let item = try Self.describe(operation, &reader)
            paths[operation.path] = (paths[operation.path] ?? [:]).merging([method: item])
        }
        var schemas = reader.components
        schemas["Problem"] = Self.problem
        json = [
            "openapi": "3.1.0",
            "info": [
                "title": "Slotwise", "version": .string(version),
                "description":
                    "Plans a clinic and books it. Times are RFC 3339 in UTC; ranges are half-open; costs are points, lower is better.",
                "license": ["name": "See the repository", "identifier": "LicenseRef-Slotwise"],
            ],
            "servers": [["url": "/"]],
            "tags": .array(Set(operations.map(\.tag)).sorted().map { ["name": .string($0)] }),
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas), "responses": Self.problemResponses,
                "securitySchemes": ["bearer": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"]],
            ],
        ]
    }

    /// Joins the parts of several services.
    ///
    /// - Parameter parts: Each as ``init(_:version:)`` makes it; at least one.
    public init(joining parts: [JSON]) {
        func joined(_ path: [String]) -> JSON {
            .object(
                parts.reduce(into: [String: JSON]()) { all, part in
                    guard case .object(let members)? = path.reduce(part as JSON?, { $0?[$1] }) else { return }
                    all.merge(members) { $0.merging($1.members) }
                })
        }
        let tags = parts.flatMap { part -> [JSON] in
            if case .array(let tags)? = part["tags"] { tags } else { [] }
        }
        let first = parts.first ?? [:]
        json = first.merging([
            "tags": .array(Set(tags).sorted { $0.name < $1.name }), "paths": joined(["paths"]),
            "components": (first["components"] ?? [:]).merging([
                "schemas": joined(["components", "schemas"])
            ]),
        ])
    }

    /// The document for people and programs, the same bytes for the same operations.
    ///
    /// - Throws: `DecodingError` or `EncodingError` for a body without a schema.
    public func data() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return try encoder.encode(json)
    }

    /// One for each status, with every kind of problem that has it.
    private static var problemResponses: JSON {
        let byStatus = Dictionary(grouping: ProblemKind.all, by: \.status.code)
        return .object(
            Dictionary(
                uniqueKeysWithValues: byStatus.map { status, kinds in
                    let names = kinds.map { "`\($0.slug)`: \($0.title)" }.joined(separator: "; ")
                    let schema: JSON = ["$ref": "#/components/schemas/Problem"]
                    return (
                        "Problem\(status)",
                        [
                            "description": .string(names),
                            "content": ["application/problem+json": ["schema": schema]],
                        ]
                    )
                }))
    }

    private static let problem: JSON = [
        "type": "object", "required": ["type", "title", "status", "next"],
        "properties": [
            "type": ["type": "string", "enum": .array(ProblemKind.all.map { .string($0.type) })],
            "title": ["type": "string"], "status": ["type": "integer"], "detail": ["type": "string"],
            "next": ["type": "string"], "instance": ["type": "string"],
        ],
    ]

    private static func describe(_ operation: APIOperation, _ reader: inout SchemaReader) throws -> JSON {
        var item: [String: JSON] = [
            "operationId": .string(operation.id), "summary": .string(operation.summary),
            "tags": [.string(operation.tag)],
            "responses": try responses(operation, &reader), "x-access": .string(operation.accessWord),
            "x-problems": .array(Set(operation.problems.map(\.slug)).sorted().map(JSON.string)),
        ]
        if operation.access != .anyone { item["security"] = [["bearer": []]] }
        let parameters = parameters(operation)
        if !parameters.isEmpty { item["parameters"] = .array(parameters) }
        if let takes = operation.takes {
            item["requestBody"] = [
                "required": .bool(!operation.isBodyOptional),
                "content": .object([operation.mediaType: try content(takes, &reader)]),
            ]
        } else if operation.demands.contains(.bytes) {
            item["requestBody"] = [
                "required": true,
                "content": .object([operation.mediaType: ["schema": ["type": "string", "format": "binary"]]]),
            ]
        }
        return .object(item)
    }

    private static func content(_ type: any Body.Type, _ reader: inout SchemaReader) throws -> JSON {
        ["schema": try reader.schema(of: type), "example": try example(type)]
    }

    private static func example(_ type: any Body.Type) throws -> JSON {
        try JSONDecoder().decode(JSON.self, from: JSONBytes.encode(type.example))
    }

    private static func responses(_ operation: APIOperation, _ reader: inout SchemaReader) throws -> JSON {
        var responses: [String: JSON] = [:]
        var success: [String: JSON] = ["description": .string(operation.gives.status.reasonPhrase)]
        if let body = operation.gives.body {
            success["content"] = ["application/json": try content(body, &reader)]
        } else if operation.gives.mediaType != "application/json" {
            success["content"] = .object([operation.gives.mediaType: [:]])
        }
        if operation.gives.status == .created
            || (operation.gives.status == .accepted && operation.gives.body != nil)
        {
            success["headers"] = [
                "Location": ["description": "Where it can be read again.", "schema": ["type": "string"]]
            ]
        }
        responses["\(operation.gives.status.code)"] = .object(success)
        for status in Set(operation.problems.map(\.status.code)) {
            responses["\(status)"] = ["$ref": .string("#/components/responses/Problem\(status)")]
        }
        return .object(responses)
    }

    private static func parameters(_ operation: APIOperation) -> [JSON] {
        var parameters: [JSON] = operation.path.split(separator: "/").filter { $0.first == "{" }.map {
            [
                "name": .string(String($0.dropFirst().dropLast())), "in": "path", "required": true,
                "schema": ["type": "string", "minLength": 1, "maxLength": 2048],
            ]
        }
        parameters += operation.query.map {
            [
                "name": .string($0.name), "in": "query", "required": .bool($0.isRequired),
                "description": .string($0.summary), "schema": $0.type.schema,
            ]
        }
        let key = operation.demands.contains(.key)
        if key || operation.demands.contains(.optionalKey) {
            parameters.append([
                "name": "Idempotency-Key", "in": "header", "required": .bool(key),
                "description": "The same key with the same request gives the first answer again.",
                "schema": ["type": "string", "pattern": "^[A-Za-z0-9_-]{8,128}$"],
            ])
        }
        if operation.demands.contains(.ifMatch) {
            parameters.append([
                "name": "If-Match", "in": "header", "required": true,
                "description": "The ETag that was read.",
                "schema": ["type": "string", "minLength": 1, "pattern": "^[!-~]+$"],
            ])
        }
        return parameters
    }
}

extension JSON {
    fileprivate var members: [String: JSON] { if case .object(let members) = self { members } else { [:] } }
    fileprivate var name: String { if case .string(let name)? = self["name"] { name } else { "" } }
}

extension APIOperation {
    /// The first word of the path after the version, for grouping.
    var tag: String {
        let words = path.split(separator: "/").map(String.init)
        let first = words.first == "v1" ? words.dropFirst().first : words.first
        return first ?? "service"
    }

    /// Of its body.
    var mediaType: String {
        if demands.contains(.bytes) { return "application/octet-stream" }
        return demands.contains(.form) ? "application/x-www-form-urlencoded" : "application/json"
    }

    /// `anyone`, `signed-in` or a permission.
    var accessWord: String {
        switch access {
        case .anyone: "anyone"
        case .signedIn: "signed-in"
        case .permission(let permission): permission.rawValue
        }
    }

    /// Everything it may refuse with, the edge's own refusals included.
    var problems: [ProblemKind] {
        var kinds =
            refuses + [
                .rateLimited, .unavailable, .partAway, .failed, .malformed, .invalid, .bodyTooLarge, .timeout,
                .pathTooLong, .headersTooLarge,
            ]
        if access != .anyone { kinds.append(.unauthenticated) }
        if case .permission = access { kinds.append(.forbidden) }
        if path.contains("{") { kinds.append(.notFound) }
        if takesBody { kinds.append(.unsupportedMediaType) }
        if demands.contains(.key) { kinds += [.keyRequired, .keyReused] }
        if demands.contains(.optionalKey) { kinds += [.keyRequired, .keyReused] }
        if demands.contains(.ifMatch) { kinds += [.preconditionRequired, .versionChanged] }
        return kinds
    }
}
