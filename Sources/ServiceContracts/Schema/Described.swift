/// A single value of the contract that says itself what it allows.
///
/// The same type refuses what its schema refuses when it is decoded, so that the contract and the server cannot differ.
public protocol Described: Codable, Sendable {
    /// Its JSON schema.
    static var schema: JSON { get }
    /// A value that the schema allows.
    static var sample: Self { get }
}

/// A body of the contract: an object whose schema follows from how it is decoded.
public protocol Body: Codable, Sendable {
    /// A value for readers of the contract.
    static var example: Self { get }
}

/// A value that a decoder refuses, with the rule it breaks.
///
/// - Parameters:
///   - decoder: Where the value was.
///   - rule: What it should be, as `must be …`.
/// - Returns: An error that names the field by its path.
public func refusal(at decoder: any Decoder, _ rule: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: rule))
}
