import Availability
package import Domain
package import Storage

/// Booked share of each practitioner's working time in the four weeks from today.
///
/// *Rule.* It is counted over these days whatever days are asked for. *Why.* It is a term of what a slot costs everybody
/// else. *If broken.* The same slot costs more or less beside other questions.
package struct PractitionerLoad: Sendable {
    private let shares: [Practitioner.ID: Double]
    private static let dayCount = 28

    /// Reads the four weeks.
    ///
    /// O(practitioners × days + appointments in them).
    package init(_ transaction: some ReadTransaction, _ context: ClinicContext) throws {
        let today = context.today(at: transaction.now)
        let dates = (0..<Self.dayCount).map { today + $0 }
        let span = context.span(of: dates)
        shares = try context.clinic.practitioners.mapValues { practitioner in
            let worked = dates.reduce(0) {
                $0 + context.workingTime(of: practitioner, on: $1).ranges.reduce(0) { $0 + $1.seconds }
            }
            let booked = try transaction.occupied("practitioner/\(practitioner.id)", span)
                .reduce(0) { $0 + $1.seconds }
            return worked == 0 ? 1 : min(1, Double(booked) / Double(worked))
        }
    }

    /// 0...1; 1 for somebody who does not work.
    package subscript(practitioner: Practitioner.ID) -> Double { shares[practitioner] ?? 1 }
}
