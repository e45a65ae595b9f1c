import Domain
import ServiceContracts

/// What notices tell of, as the book stands at the moment.
struct Standing: Sendable {
    let visits: [Appointment.ID: Visit]
    /// Those that are open.
    let offers: [Offer.ID: OfferedVisit]

    /// - Throws: What the book throws; it is asked for nothing that no notice tells of.
    init(of subjects: [Notice.Subject], in book: any Visits) async throws {
        var ids: Set<Appointment.ID> = []
        var asked: Set<Offer.ID> = []
        for subject in subjects {
            switch subject {
            case .visit(let id, _, _, _, _): ids.insert(id)
            case .offer(let id, _): asked.insert(id)
            case .message: break
            }
        }
        let found = ids.isEmpty ? [] : try await book.visits(ids)
        let open = asked.isEmpty ? [] : try await book.offers(asked)
        visits = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
        offers = Dictionary(open.map { ($0.id, $0) }) { first, _ in first }
    }

    /// With whom what a notice tells of is, or would be; `nil` for what is not there.
    func practitioner(of subject: Notice.Subject) -> Practitioner.ID? {
        switch subject {
        case .visit(let id, _, _, _, _): visits[id]?.practitioner
        case .offer(let id, _): offers[id]?.practitioner
        case .message: nil
        }
    }
}
