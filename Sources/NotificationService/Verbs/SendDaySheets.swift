import Availability
import Domain
import Platform
import ServiceContracts
import Storage
import Words

/// Tells practitioners who wish it what the next day holds: how many come, from when to when, and nobody's name.
///
/// *Rule.* What is told is counted when it is sent, once a day each; a day without anybody is told to nobody. *Why.* Mail is read by
/// more than its reader: names are on the day sheet, behind a sign-in. *If broken.* A list of patients lies in a mailbox.
struct SendDaySheets {
    let notifications: Notifications

    /// - Throws: What the other services or the service's store throw.
    func callAsFunction() async throws {
        guard let identity = notifications.identity else { return }
        let (sheets, now) = try await notifications.database.read { (try $0.daySheets(), $0.now) }
        guard !sheets.isEmpty else { return }
        let found = try await notifications.visits.nextDays(of: Set(sheets.map(\.practitioner)))
        let days = Dictionary(found.map { ($0.practitioner, $0) }) { first, _ in first }
        let due = try sheets.filter { sheet in
            try days[sheet.practitioner].map { try isDue(sheet, of: $0, at: now) } ?? false
        }
        guard !due.isEmpty else { return }
        // Who left, or never showed that mail arrives, has none.
        let addresses = try await identity.addresses(of: Set(due.map(\.account)))
        for sheet in due {
            guard let day = days[sheet.practitioner] else { continue }
            let mail = try addresses[sheet.account].flatMap { try message(day, sheet, to: $0) }
            try await notifications.database.write { transaction in
                guard try transaction.noteDaySheet(of: sheet.account, told: day.date), let mail else {
                    return
                }
                try transaction.take(mail, isUrgent: false)
            }
        }
    }

    private func isDue(_ sheet: DaySheet, of day: PractitionerDay, at now: Instant) throws -> Bool {
        if let told = sheet.toldOf, told >= day.date { return false }
        let clock = try notifications.zones.rules(for: day.zone).wallClock(at: now)
        // The book's clock may be past midnight already: then it is another day's sheet.
        return clock.date + 1 == day.date && clock.secondOfDay / 60 >= sheet.at.minuteOfDay
    }

    private func message(
        _ day: PractitionerDay, _ sheet: DaySheet, to address: String
    ) throws -> OutgoingMessage? {
        guard let first = day.first, let last = day.last else { return nil }
        let (words, rules) = (Words(sheet.language), try notifications.zones.rules(for: day.zone))
        let time = { (instant: Instant) -> Reason.Value in
            let minute = rules.wallClock(at: instant).secondOfDay / 60
            return .name(LocalTime(minuteOfDay: minute)?.description ?? "")
        }
        let said = words.letter(
            Letter(
                .daySheet,
                [
                    "date": .date(day.date), "visits": .number(day.visits), "first": time(first),
                    "last": time(last), "where": .name(day.location),
                ]))
        let link = notifications.address.map {
            OutgoingMessage.Link(words: words.text(.daySheet), address: "\($0)/agenda")
        }
        return OutgoingMessage(
            id: "day-sheet|\(sheet.account)|\(day.date)".digest, address: address, subject: said.subject,
            text: said.text, language: sheet.language.rawValue, links: [link].compactMap(\.self), until: first
        )
    }
}
