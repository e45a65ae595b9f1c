import Domain

/// Why something about people was refused.
enum UserError: Error, Sendable, Equatable, CustomStringConvertible {
    /// There is none, or it is not the caller's.
    case unknown(kind: String, id: String)
    /// There may be a record of this person already.
    case likelyDouble(of: [Patient])

    /// The fact and the next step.
    var description: String {
        switch self {
        case .unknown(let kind, let id): "there is no \(kind) “\(id)”"
        case .likelyDouble(let known):
            "somebody of this name has the same address, number or birth date: \(known.map(\.id.rawValue).joined(separator: ", "))"
        }
    }
}
