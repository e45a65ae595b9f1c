import Domain
import Foundation
import Testing

@testable import ICalendar

/// What calendars read is what the standard says, whatever people write.
@Suite struct CalendarObjectTests {
    private let clinic = CalendarEvent.Person(name: "Praxis \"Süd\"", email: "desk@clinic.example")
    private let ada = CalendarEvent.Person(name: "Ada", email: "ada@example.org")

    private func event(_ summary: String = "Appointment", isCancelled: Bool = false) -> CalendarEvent {
        let start = Instant(rfc3339: "2026-03-11T09:00:00Z")!
        return CalendarEvent(
            uid: "a1@clinic.example", sequence: 3, stamp: Instant(rfc3339: "2026-03-02T08:00:00Z")!,
            range: TimeRange(start: start, length: 20), summary: summary, place: "Main",
            isCancelled: isCancelled)
    }

    private func lines(_ object: CalendarObject) -> [String] {
        unfolded(object.text).components(separatedBy: "\r\n")
    }

    /// By scalars: a fold may stand before one that belongs to the character before it.
    private func unfolded(_ text: String) -> String {
        text.replacingOccurrences(of: "\r\n ", with: "", options: .literal)
    }

    @Test func `an invitation says what, when, where, who, and which version of it`() {
        #expect(
            lines(CalendarObject(.request(from: clinic, to: ada), [event()])) == [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Slotwise//Slotwise//EN", "METHOD:REQUEST",
                "BEGIN:VEVENT", "UID:a1@clinic.example", "SEQUENCE:3", "DTSTAMP:20260302T080000Z",
                "DTSTART:20260311T090000Z", "DTEND:20260311T092000Z", "SUMMARY:Appointment",
                "STATUS:CONFIRMED", "LOCATION:Main",
                "ORGANIZER;CN=\"Praxis ^'Süd^'\":mailto:desk@clinic.example",
                "ATTENDEE;CN=\"Ada\";PARTSTAT=\"ACCEPTED\";RSVP=\"FALSE\":mailto:ada@example.org",
                "END:VEVENT", "END:VCALENDAR", "",
            ])
    }

    @Test func `what is off is taken away`() {
        let said = lines(CalendarObject(.cancel(from: clinic, to: ada), [event(isCancelled: true)]))
        #expect(said.contains("METHOD:CANCEL") && said.contains("STATUS:CANCELLED"))
    }

    @Test func `a feed says its name and when to ask again`() {
        let said = lines(CalendarObject(.follow(name: "My, own", refresh: 60), [event()]))
        #expect(said.contains("NAME:My\\, own") && said.contains("REFRESH-INTERVAL;VALUE=DURATION:PT60M"))
        #expect(!said.contains { $0.hasPrefix("ATTENDEE") || $0.hasPrefix("METHOD") })
    }

    @Test func `a line has at most 75 octets, and no character is cut`() {
        let summary = String(repeating: "Größe 👩🏽‍⚕️ 寿司 ", count: 20)
        let text = CalendarObject(.request(from: clinic, to: ada), [event(summary)]).text
        for line in text.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 75, "\(line)") }
        #expect(unfolded(text).contains("SUMMARY:\(summary)\r\n"))
    }

    @Test(arguments: ["a\r\nATTENDEE:mailto:x@y", "a\nb", "a\u{2028}b", "a\u{0}b", "a\u{85}b"])
    func `text is no place for other lines`(text: String) {
        let said = lines(CalendarObject(.request(from: clinic, to: ada), [event(text)]))
        #expect(said.count == 18 && said.count { $0.hasPrefix("ATTENDEE") } == 1)
        #expect(said.allSatisfy { $0.unicodeScalars.allSatisfy { $0.value >= 32 } })
    }
}
