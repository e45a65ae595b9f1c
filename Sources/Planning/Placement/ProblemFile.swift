import Domain
public import FoundationEssentials

/// The file format `slotwise-problem/1`: a placement problem as JSON.
///
/// Its fields are listed in `docs/file-formats.md`.
public enum ProblemFile {
    /// What the file's `schema` says.
    public static let schema = "slotwise-problem/1"
    /// Larger files are refused before they are read.
    public static let largestFile = 64 << 20

    /// Reads and checks a problem.
    ///
    /// - Parameter data: The whole file.
    /// - Returns: A problem whose every field keeps its rule.
    /// - Throws: The first fault found, naming field, value and rule.
    /// - Complexity: O(bytes).
    public static func read(_ data: Data) throws(ProblemError) -> PlacementProblem {
        guard data.count <= largestFile else { throw .tooLarge(bytes: data.count, limit: largestFile) }
        let body: ProblemBody
        do {
            let head = try JSONDecoder().decode(Head.self, from: data)
            guard head.schema == schema else { throw ProblemError.wrongSchema(head.schema) }
            body = try JSONDecoder().decode(ProblemBody.self, from: data)
            try requireKnownNames(data, body)
        } catch let error as ProblemError {
            throw error
        } catch let error as DecodingError {
            throw NumberFault.first(in: data) ?? explain(error)
        } catch {
            throw .notJSON("\(error)")
        }
        return try body.problem()
    }

    /// The problem as a file that ``read(_:)`` gives back equal.
    ///
    /// - Throws: `EncodingError`.
    public static func write(_ problem: PlacementProblem) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return try encoder.encode(ProblemBody(problem)) + Data("\n".utf8)
    }

    private static func requireKnownNames(_ data: Data, _ body: ProblemBody) throws {
        let names = try JSONDecoder().decode(FileNames.self, from: data)
        guard let unknown = try names.unknown(besides: body) else { return }
        throw ProblemError.malformed(
            field: unknown.path,
            reason: "is not known\(Spelling.hint(for: unknown.name, among: unknown.known))")
    }

    private struct Head: Decodable { let schema: String }

    static func explain(_ error: DecodingError) -> ProblemError {
        switch error {
        case .keyNotFound(let key, let context):
            .malformed(field: path(context.codingPath + [key]), reason: "is missing")
        case .valueNotFound(_, let context): .malformed(field: path(context.codingPath), reason: "is null")
        case .typeMismatch(let type, let context):
            .malformed(field: path(context.codingPath), reason: "is not \(name(of: type))")
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            .notJSON(context.underlyingError.map { "\($0)" } ?? context.debugDescription)
        case .dataCorrupted(let context):
            .malformed(field: path(context.codingPath), reason: context.debugDescription)
        @unknown default: .notJSON("\(error)")
        }
    }

    static func path(_ keys: [any CodingKey]) -> String {
        let text = keys.reduce("") { text, key in
            if let index = key.intValue { return "\(text)[\(index)]" }
            return text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)"
        }
        return text.isEmpty ? "the file" : text
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is Int.Type: "a whole number"
        case is String.Type: "a text"
        case is Bool.Type: "true or false"
        case is [String: Any].Type: "an object"
        default: "\(type)".hasPrefix("Array") ? "a list" : "of the expected type"
        }
    }
}
