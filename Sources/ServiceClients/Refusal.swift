import Foundation
import NIOCore
import NIOFoundationCompat
public import ServiceContracts

/// A problem that the server answered (RFC 9457).
public struct Refusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// The status.
    public let status: Int
    /// The stable type, such as `/problems/slot-taken`; `about:blank` for an answer that is no problem.
    public let type: String
    /// The fact.
    public let detail: String?
    /// Everything the problem says, such as `suggestions`.
    public let members: JSON

    init(_ status: Int, _ bytes: ByteBuffer) {
        self.status = status
        members = (try? JSONDecoder().decode(JSON.self, from: bytes)) ?? [:]
        type = members["type"]?.text ?? "about:blank"
        detail = members["detail"]?.text
    }

    /// Status, type and fact.
    public var description: String { "\(status) \(type)\(detail.map { ": \($0)" } ?? "")" }
}

extension JSON {
    fileprivate var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
}
