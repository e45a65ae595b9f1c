/// A value that is kept as one JSON text, with the number of its format.
///
/// *Rule.* A field is only ever added, and optional; what changes its meaning is another format. *Why.* What was kept is read
/// by every later program. *If broken.* A plan that somebody was about to apply cannot be read any more.
private struct Document<Value> {
    let format: Int
    let value: Value
}

extension Document: Encodable where Value: Encodable {}
extension Document: Decodable where Value: Decodable {}

extension SQLValue {
    /// A document of `format`.
    ///
    /// - Throws: `EncodingError` for what JSON cannot say, such as a number that is not one.
    public static func document(_ value: some Encodable, format: Int) throws -> SQLValue {
        try .json(Document(format: format, value: value))
    }
}

extension SQLRow {
    /// The document of `format` in column `index`.
    ///
    /// - Throws: `StorageError` if there is no text or one of another format, `DecodingError` if it says something else.
    public func document<Value: Decodable>(_ index: Int, format: Int, as type: Value.Type = Value.self) throws
        -> Value
    {
        let document: Document<Value> = try json(index)
        guard document.format == format else {
            throw StorageError.unexpectedValue(
                column: index, wanted: "a document of format \(format)",
                found: "one of format \(document.format)")
        }
        return document.value
    }
}
