import Suggesting
package import Book
import Availability
import Domain
import Planning
package import Storage

/// Figures of a book as it stands: load, access, money.
package struct BookFigures {
    private let snapshot: SuggestionSnapshot
    private let booked: [Appointment]

    /// Days from tomorrow that the figures are about.
    package static let days = 28

    package init(_ transaction: some ReadTransaction, _ context: ClinicContext) throws {
        let zone = context.anyZone
        let tomorrow = zone.date(at: transaction.now) + 1
        snapshot = try SuggestionSnapshot(transaction, context, from: tomorrow, dayCount: Self.days)
        guard let start = zone.day(tomorrow)?.start, let end = zone.day(tomorrow + Self.days)?.start else {
            booked = []
            return
        }
        booked = try transaction.appointments(in: TimeRange(start: start, end: end)).filter(\.status.occupies)
    }

    /// How many appointments these days hold.
    package var appointments: Int { booked.count }

    package func fill(_ figures: inout KeyFigures) {
        let book = snapshot.book
        let worked = book.workedTicks.reduce(0, +)
        let free = book.free.reduce(0) { $0 + $1.count }
        figures[.utilisation] = worked == 0 ? 0 : 100 * Double(worked - free) / Double(worked)
        figures[.revenue] =
            Double(
                booked.reduce(0) { $0 + (snapshot.context.clinic.types[$1.type]?.priceCents ?? 0) }) / 100
        var access: [String: Double] = [:]
        for type in snapshot.context.clinic.types.values {
            access[type.id.rawValue] = try? snapshot.thirdNextAvailable(type)
        }
        figures.take(thirdNextAvailable: access)
    }
}

package extension SuggestionSnapshot {
    /// Days until the third open slot, averaged over those who offer `type`; `nil` if nobody does.
    fileprivate func thirdNextAvailable(_ type: AppointmentType) throws -> Double? {
        let wish = SuggestAppointments.Wish(
            type: type.id, patient: nil, earliest: book.days[0], latest: book.days[book.days.count - 1])
        return ThirdNextAvailable.mean(try request(wish, patientOccupied: []), in: book)
    }
}
