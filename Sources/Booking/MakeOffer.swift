public import Book
public import Domain
import Storage

/// Offers a free place to somebody on the waitlist, and holds it while they are asked.
public struct MakeOffer: Sendable {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Makes an offer that lasts `minutes`, at most a day.
    ///
    /// - Throws: ``BookingError`` if the place is taken, breaks a rule, or the entry is asked already; nothing was written.
    public func callAsFunction(
        _ entry: WaitlistEntry.ID, with practitioner: Practitioner.ID, at start: Instant,
        lasting minutes: Minutes = 60, by caller: Caller
    ) async throws -> Offer {
        guard Bounds.OfferMinutes.allows(minutes.count) else {
            throw BookingError.ruleBroken(
                .offerLength,
                explanation: "the minutes of an offer: \(minutes.count) \(Bounds.OfferMinutes.rule)")
        }
        let ids = (Offer.ID(scheduling.ids.next()), Hold.ID(scheduling.ids.next()))
        return try await scheduling.write { transaction, context in
            let entry = try transaction.waitlistEntry(entry)
            guard try !transaction.entriesWithOffers().contains(entry.id) else {
                throw BookingError.ruleBroken(.offerLength, explanation: "\(entry.id) is asked already")
            }
            let rules = SlotDerivation(context: context, now: transaction.now)
            let slot = try rules.slot(
                context.type(entry.type), with: context.practitioner(practitioner), at: start,
                priority: entry.priority)
            // Whoever gives up a place for the offered one does not count twice.
            try transaction.requirePatientCap(
                context.type(entry.type), for: entry.patient, moving: entry.appointment)
            try transaction.requirePractitionerCap(slot, context)
            try transaction.requireFree(slot, for: entry.patient)
            let own = try entry.appointment.map { try transaction.appointment($0) }
            let offer = Offer(
                id: ids.0, entry: entry.id,
                hold: Hold(
                    id: ids.1, slot: slot, patient: entry.patient, expiresAt: transaction.now + minutes,
                    wasExtended: true),
                instead: own.map { Seat(practitioner: $0.practitioner, start: $0.range.start) })
            try transaction.insert(offer)
            try transaction.countOffer(made: 1, taken: 0)
            try transaction.record(
                .offerMade, offer.id.rawValue, audience: ["patient/\(entry.patient)"], by: caller)
            return offer
        }
    }
}
