package import Book
import Availability
package import Domain
package import Planning
package import Storage

/// A placement problem read from the book, with the map back from places to slots.
package struct BookProblem {
    package let problem: PlacementProblem
    /// What each request stands for.
    package let subjects: [Subject]
    package let context: ClinicContext
    private let practitioners: [Practitioner]
    private let days: [LocalDate]

    /// An appointment that may move.
    package struct Subject {
        package let appointment: Appointment
        package let patient: PatientReference
        /// Lost its session; else it may also stay.
        package let isDisplaced: Bool
    }

    /// More could be movable in a large clinic than a plan can look at in time.
    private static let mostMovable = 600

    package init(
        _ transaction: some ReadTransaction, _ context: ClinicContext, _ purpose: PlanPurpose,
        _ options: PlanOptions
    ) throws {
        self.context = context
        practitioners = context.clinic.practitioners.values.sorted { $0.id < $1.id }
        let scope = try PlanScope(transaction, context, purpose, options)
        days = scope.days
        var subjects = scope.displaced
        let movable = try scope.movable(transaction, options, practitioners).prefix(Self.mostMovable)
        subjects += movable
        self.subjects = subjects

        let book = BookReader(
            transaction: transaction, context: context, practitioners: practitioners, days: days,
            leaving: Set(subjects.map(\.appointment.id)), options: options)
        let fixed = try book.fixed()
        var weights = PlacementWeights.standard
        for (name, points) in options.weights.sorted(by: { $0.key < $1.key }) {
            weights = try weights.setting(name, to: points)
        }
        let isBalanced = if case .rebalance = purpose { true } else { false }
        problem = PlacementProblem(
            name: purpose.word, tickMinutes: SuggestionBook.tickMinutes, weekdays: days.map(\.weekday.index),
            weights: weights, balanceLoad: isBalanced,
            fairness: options.fairness.map {
                .init(pointsPerRequest: $0.pointsPerAppointment, price: $0.price)
            },
            practitioners: book.people(
                targets: isBalanced ? book.targets(fixed, movable.map(\.appointment)) : nil),
            pools: book.pools(), caps: try book.caps(of: subjects), fixed: fixed,
            requests: try subjects.map { try book.request($0, scope) }
        )
    }

    /// What a place means for the appointment of request `index`.
    package func seat(_ index: Int, at place: PlacementProblem.Place) -> Seat {
        let practitioner = practitioners[place.practitioner]
        let ticks = context.ticks(
            of: days[place.day], in: context.zone(of: practitioner.location), tickMinutes: problem.tickMinutes
        )
        let before = subjects[index].appointment.length.ticks(of: problem.tickMinutes).before
        return Seat(practitioner: practitioner.id, start: ticks.instant(at: place.start + before))
    }

    /// Whether a place is where the appointment is already.
    package func stays(_ index: Int, at place: PlacementProblem.Place) -> Bool {
        place == problem.requests[index].original && !subjects[index].isDisplaced
    }
}
