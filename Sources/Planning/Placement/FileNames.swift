import FoundationEssentials

/// The names in a file, to be compared with those that its reader knows.
///
/// *Rule.* A name that nobody reads is refused, not ignored. *Why.* A misspelt `dueDay` is a request without one.
public indirect enum FileNames: Decodable, Sendable, Equatable {
    case object([String: FileNames])
    case list([FileNames])
    case value
    case null

    /// Reads any JSON or YAML, and forgets the values.
    public init(from decoder: any Decoder) throws {
        if let members = try? decoder.singleValueContainer().decode([String: FileNames].self) {
            self = .object(members)
        } else if let elements = try? decoder.singleValueContainer().decode([FileNames].self) {
            self = .list(elements)
        } else {
            self = try decoder.singleValueContainer().decodeNil() ? .null : .value
        }
    }

    /// The first name here that is not in what the reader writes back of it, with the names that are known there.
    ///
    /// Names of nothing are forgiven: nothing is lost by ignoring them.
    ///
    /// - Parameter value: What was read from the same file.
    /// - Returns: The path of the name, its last part, and the names known beside it; `nil` if all are known.
    /// - Throws: What encoding throws.
    public func unknown(besides value: some Encodable) throws -> (
        path: String, name: String, known: [String]
    )? {
        let written = try JSONDecoder().decode(FileNames.self, from: JSONEncoder().encode(value))
        return unknown(besides: written, at: "")
    }

    private func unknown(
        besides known: FileNames, at path: String
    ) -> (path: String, name: String, known: [String])? {
        switch (self, known) {
        case (.object(let members), .object(let others)):
            for (name, member) in members.sorted(by: { $0.key < $1.key }) where member != .null {
                let inner = path.isEmpty ? name : "\(path).\(name)"
                guard let other = others[name] else { return (inner, name, Array(others.keys)) }
                if let found = member.unknown(besides: other, at: inner) { return found }
            }
            return nil
        case (.list(let elements), .list(let others)):
            for (index, (element, other)) in zip(elements, others).enumerated() {
                if let found = element.unknown(besides: other, at: "\(path)[\(index)]") { return found }
            }
            return nil
        default: return nil
        }
    }
}
