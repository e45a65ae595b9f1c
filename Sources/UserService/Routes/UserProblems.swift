import Domain
import Platform
import ServiceContracts

extension UserError {
    /// The error as a problem.
    var problem: Problem {
        switch self {
        case .unknown(let kind, _): Problem(.notFound, "there is no such \(kind)")
        case .likelyDouble(let known):
            Problem(
                .likelyDouble, "somebody of this name has the same address, number or birth date",
                members: ["candidates": .array(known.map(\.candidate))])
        }
    }
}

extension Patient {
    /// Enough to tell people of one name apart.
    fileprivate var candidate: JSON {
        .object([
            "id": .string(id.rawValue), "name": .string(name),
            "birthDate": birthDate.map { .string("\($0)") } ?? .null,
        ])
    }
}
