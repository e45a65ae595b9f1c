/// A body that is one of several, told apart by its member `kind`: `oneOf` in the contract.
///
/// Members of another kind are refused by name, as unknown ones are.
public protocol Union: Body {
    /// Each kind with how it is read.
    static var variants: [Variant] { get }
    /// What this one is, and its other members.
    var variant: (kind: String, body: any Body) { get }

    /// One kind.
    typealias Variant = UnionVariant<Self>
}

/// One kind of a ``Union``.
public struct UnionVariant<Whole>: Sendable {
    /// What `kind` says.
    public let kind: String
    /// The type of its other members.
    public let body: any Body.Type
    /// Reads them.
    public let read: @Sendable (any Decoder) throws -> Whole

    /// A kind whose members are a `Value`.
    public init<Value: Body>(
        _ kind: String, _ body: Value.Type, _ wrap: @escaping @Sendable (Value) -> Whole
    ) {
        self.kind = kind
        self.body = body
        read = { wrap(try Value(from: $0)) }
    }
}

/// The member that tells kinds apart.
enum UnionKey: String, CodingKey {
    case kind
}

extension Union {
    /// Reads `kind`, then the members that it has.
    public init(from decoder: any Decoder) throws {
        let kind = try decoder.container(keyedBy: UnionKey.self).decode(String.self, forKey: .kind)
        guard let variant = Self.variants.first(where: { $0.kind == kind }) else {
            let known = Self.variants.map(\.kind).joined(separator: ", ")
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath + [UnionKey.kind],
                    debugDescription: "must be one of \(known)"))
        }
        self = try variant.read(decoder)
    }

    /// Writes `kind` and the other members into one object.
    public func encode(to encoder: any Encoder) throws {
        let (kind, body) = variant
        var object = encoder.container(keyedBy: UnionKey.self)
        try object.encode(kind, forKey: .kind)
        try body.encode(to: encoder)
    }
}
