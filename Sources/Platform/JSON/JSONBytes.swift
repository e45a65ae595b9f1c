package import Foundation

/// Writes values as JSON straight into bytes, members in the order in which their types have them.
///
/// Foundation's encoder builds a tree of the whole answer, sorts it and then writes it: more than a third of the CPU of a
/// list of slots. A repeated answer is equal to the byte here as well: of what the contract has, only a `JSON` object has
/// members without an order, and those are sorted.
package enum JSONBytes {
    /// The bytes of a value.
    ///
    /// - Throws: `EncodingError.invalidValue` for a number that is not one.
    package static func encode(_ value: some Encodable) throws -> Data {
        let output = JSONOutput()
        try output.write(value)
        return Data(output.bytes)
    }

    /// The same as text.
    package static func text(of value: some Encodable) throws -> String {
        let output = JSONOutput()
        try output.write(value)
        return String(decoding: output.bytes, as: UTF8.self)
    }
}
