import Domain
import Foundation
import ServiceContracts

/// The names a body knows, from the schema that the contract gives it.
///
/// *Rule.* A name that no part of the body knows is refused, with the nearest that one does. *Why.* What is misspelt and
/// ignored is not what was asked for. *If broken.* `practitoner` books with anybody.
struct BodyShape: Sendable {
    private let schema: JSON
    private let components: [String: JSON]

    /// The shape of `type`; `nil` for one without a schema of its own.
    init?(_ type: any Body.Type) {
        var reader = SchemaReader()
        guard let schema = try? reader.schema(of: type) else { return nil }
        self.schema = schema
        components = reader.components
    }

    /// Throws unless `bytes` are JSON and every name in it is known.
    func check(_ bytes: [UInt8]) throws {
        do {
            try check(StrictJSON.value(of: bytes), schema, "")
        } catch StrictJSON.Fault.malformed {
            throw Problem(.malformed, "the body is not JSON")
        } catch StrictJSON.Fault.repeated(let name) {
            throw Problem.invalid(name, "is there twice in one object")
        }
    }

    private func check(_ value: JSON, _ schema: JSON, _ path: String) throws {
        let schema = chosen(resolved(schema), by: value)
        switch value {
        case .object(let members):
            guard case .object(let known)? = schema["properties"] else { return }
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                let field = path.isEmpty ? name : "\(path).\(name)"
                guard let inner = known[name] else {
                    throw Problem.invalid(
                        field, "is not known\(Spelling.hint(for: name, among: Array(known.keys)))")
                }
                try check(member, inner, field)
            }
        case .array(let elements):
            guard let items = schema["items"] else { return }
            for (index, element) in elements.enumerated() { try check(element, items, "\(path)[\(index)]") }
        default: return
        }
    }

    /// The one of several that a value says it is; a value that says nothing known is the decoder's to refuse.
    private func chosen(_ schema: JSON, by value: JSON) -> JSON {
        guard case .object(let mapping)? = schema["discriminator"]?["mapping"],
            case .string(let name)? = schema["discriminator"]?["propertyName"],
            case .string(let kind)? = value[name], let reference = mapping[kind]
        else { return schema }
        return resolved(["$ref": reference])
    }

    /// What a schema says itself, behind a reference and beside null.
    private func resolved(_ schema: JSON) -> JSON {
        if case .array(let choices)? = schema["anyOf"], let first = choices.first { return resolved(first) }
        guard case .string(let reference)? = schema["$ref"] else { return schema }
        return components[String(reference.drop { $0 != "/" }.dropFirst("/components/schemas/".count))]
            ?? schema
    }
}
