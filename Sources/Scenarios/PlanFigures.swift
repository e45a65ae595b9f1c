import Words
package import Book
import Availability
package import Domain
import Planning

/// Figures of a plan: who moves, how far, and who bears it.
package struct PlanFigures {
    private let proposal: Proposal
    private let context: ClinicContext
    private let wishes: [Patient.ID: Preferences]

    package init(_ proposal: Proposal, _ context: ClinicContext, _ patients: [PatientReference]) {
        self.proposal = proposal
        self.context = context
        wishes = Dictionary(uniqueKeysWithValues: patients.map { ($0.id, $0.preferences) })
    }

    package func fill(_ figures: inout KeyFigures, appointments: Int) {
        let moves = proposal.moves
        let displaced = moves.filter(\.isDisplaced)
        figures[.moved] = Double(moves.count)
        figures[.movedOthers] = Double(moves.count - displaced.count)
        figures[.unplaced] = Double(proposal.unplaced.count)
        figures[.bumpRate] =
            100 * Double(moves.count + proposal.unplaced.count) / Double(max(1, appointments))
        figures[.waitingDays] = Self.mean(displaced.map { Double(days($0)) })
        let kept = displaced.count { $0.from.practitioner == $0.to.practitioner || isWished($0) }
        figures[.continuity] = displaced.isEmpty ? nil : 100 * Double(kept) / Double(displaced.count)
        figures[.cost] = Double(proposal.objective)
        figures[.bound] = Double(proposal.bound)
        figures[.gap] = 100 * proposal.gap
        figures.unplaced = Dictionary(grouping: proposal.unplaced, by: \.cause)
            .map { KeyFigures.Cause(reason: $0, count: $1.count) }
            .sorted { ($1.count, $0.reason.code.rawValue) < ($0.count, $1.reason.code.rawValue) }
        let groups = Dictionary(grouping: moves) { context.practitionerLocation($0.from.practitioner) }
            .mapValues { Self.mean($0.map { Double($0.cost) }) }
        if let worst = groups.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) {
            figures.worstGroup = "patients of \(worst.key), points each"
            figures[.worstGroup] = worst.value
        }
    }

    private func isWished(_ move: Proposal.Move) -> Bool {
        wishes[move.patient]?.practitioners.contains(move.to.practitioner) ?? false
    }

    private func days(_ move: Proposal.Move) -> Int {
        let zone = context.anyZone
        return zone.date(at: move.to.start) - zone.date(at: move.from.start)
    }

    private static func mean(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }
}
