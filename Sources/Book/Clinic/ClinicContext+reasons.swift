import Availability
package import Domain
package import Words

package extension ClinicContext {
    /// An instant on a practitioner's wall, as a value of a sentence.
    func time(_ instant: Instant, with practitioner: Practitioner.ID) -> Reason.Value {
        let place = clinic.practitioners[practitioner].map { zone(of: $0.location) } ?? anyZone
        let (date, second) = place.wallClock(at: instant)
        guard let time = LocalTime(minuteOfDay: second / 60) else { return .date(date) }
        return .time(date, time)
    }

    /// Where and when somebody has an appointment, as a sentence.
    func reason(_ seat: Seat) -> Reason {
        Reason(
            .seat,
            ["when": time(seat.start, with: seat.practitioner), "who": .name(name(seat.practitioner))])
    }
}
