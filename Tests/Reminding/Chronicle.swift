import Domain
import Foundation
import ServiceContracts

/// What happens to a book's appointments, made up from a seed: the same in every run, whatever was killed.
///
/// Each is booked, some are moved, some moved again, some cancelled, before they begin. Starts lie on five minutes.
struct Chronicle: Sendable {
    /// An appointment as it stands from some instant on.
    struct Chapter: Sendable, Encodable {
        let appointment: String
        let version: Int
        let at: Int64
        let isOn: Bool
        let start: Int64
        /// What the feed calls it.
        let event: String
    }

    static let begin = Instant(rfc3339: "2026-03-02T00:00:00Z")!
    private static let bookingDays = 20
    private static let longestLead = 30 * 1_440

    /// In the order in which they happen; the number of an event is its place from 1.
    let chapters: [Chapter]
    private let byAppointment: [String: [Int]]

    /// - Parameter isBurst: Whether everything is booked at the first instant, and nothing else happens.
    init(appointments: Int, seed: UInt64, isBurst: Bool = false) {
        var random = SeededRandom(seed: seed)
        var all: [Chapter] = []
        for number in 0..<appointments {
            all += isBurst ? [Self.booking(of: "a-\(number)")] : Self.life(of: "a-\(number)", &random)
        }
        chapters = all.sorted { ($0.at, $0.appointment, $0.version) < ($1.at, $1.appointment, $1.version) }
        byAppointment = Dictionary(grouping: chapters.indices) { [chapters] in chapters[$0].appointment }
    }

    private static func booking(of id: String) -> Chapter {
        let at = begin.secondsSince1970
        return Chapter(
            appointment: id, version: 1, at: at, isOn: true, start: at + Int64(longestLead) * 60,
            event: "appointmentBooked")
    }

    private static func life(of id: String, _ random: inout SeededRandom) -> [Chapter] {
        func number(_ below: Int, _ random: inout SeededRandom) -> Int {
            Int(random.next() % UInt64(max(1, below)))
        }
        func start(after instant: Int64, _ random: inout SeededRandom) -> Int64 {
            let lead = 120 + number(longestLead, &random)
            return (instant / 300 + Int64(lead / 5)) * 300
        }
        var at = begin.secondsSince1970 + Int64(number(bookingDays * 86_400, &random))
        var place = start(after: at, &random)
        var life = [
            Chapter(appointment: id, version: 1, at: at, isOn: true, start: place, event: "appointmentBooked")
        ]
        let fate = number(100, &random)
        let moves = fate < 12 ? 1 : fate < 15 ? 2 : 0
        for _ in 0..<moves {
            let left = place - at - 3_600
            guard left > 60 else { break }
            at += 1 + Int64(number(Int(left), &random))
            place = start(after: at, &random)
            life.append(
                Chapter(
                    appointment: id, version: life.count + 1, at: at, isOn: true, start: place,
                    event: "appointmentRescheduled"))
        }
        if fate >= 85, place - at > 3_660 {
            at += 1 + Int64(number(Int(place - at - 3_600), &random))
            life.append(
                Chapter(
                    appointment: id, version: life.count + 1, at: at, isOn: false, start: place,
                    event: "appointmentCancelled"))
        }
        return life
    }

    /// How an appointment stands at an instant.
    func chapter(of appointment: String, at instant: Instant) -> Chapter? {
        byAppointment[appointment]?.lazy.map { chapters[$0] }.last { $0.at <= instant.secondsSince1970 }
    }

    /// The events after a place that have happened by an instant.
    func events(after position: Int, by instant: Instant, limit: Int) -> [BookNews.Event] {
        chapters[min(position, chapters.count)...].prefix(limit).enumerated()
            .prefix { $0.element.at <= instant.secondsSince1970 }
            .map { offset, chapter in
                BookNews.Event(
                    id: position + offset + 1, name: chapter.event, subject: chapter.appointment,
                    version: chapter.version, at: Instant(secondsSince1970: chapter.at), audience: [])
            }
    }
}
