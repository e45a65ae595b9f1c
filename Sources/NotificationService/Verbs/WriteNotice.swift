import Availability
import Domain
import Reminders
import ServiceContracts
import Words

/// Writes what a patient is told of a visit: when, with whom and where, and nothing of why they come.
struct WriteNotice: Sendable {
    let zones: any ZoneSource
    /// Where people reach the clinic's pages; `nil` for messages without links.
    let address: String?
    /// Signs links; `nil` for messages without.
    let signed: NoticeLinks?

    /// The message `id` of a kind, to where and by which way a patient is reached.
    func callAsFunction(
        _ id: String, _ kind: NoticeKind, of visit: Visit, to contact: Contact,
        by way: (channel: ContactPreferencesBody.Channel, address: String)
    ) -> OutgoingMessage {
        let language = Language(rawValue: String(contact.language.prefix(2))) ?? .english
        let words = Words(language)
        let (subject, text) = words.letter(letter(kind, of: visit))
        return OutgoingMessage(
            id: id, address: way.address, subject: subject, text: text, language: language.rawValue,
            links: visit.status == .booked ? links(to: visit, by: way.channel, words) : [],
            optOut: optOut(of: contact.patient, by: way.channel, words),
            receipt: receipt(of: id, by: way.channel),
            event: kind == .reminder ? nil : event(of: visit, words), about: visit.id.rawValue,
            until: visit.range.start)
    }

    private func letter(_ kind: NoticeKind, of visit: Visit) -> Letter {
        var values: [String: Reason.Value] = [
            "who": .name(visit.practitionerName), "where": .name(visit.location),
        ]
        values["when"] = time(visit.range.start, visit)
        if let before = visit.before {
            values["whoBefore"] = .name(before.practitionerName)
            values["before"] = time(before.start, visit)
        }
        switch kind {
        case .change where visit.before != nil: return Letter(.visitReplaced, values)
        case .confirmation: return Letter(.visitBooked, values)
        case .change: return Letter(.visitMoved, values)
        case .cancellation: return Letter(.visitCancelled, values)
        case .reminder: return Letter(.visitSoon, values)
        }
    }

    private func time(_ instant: Instant, _ visit: Visit) -> Reason.Value? {
        guard let rules = try? zones.rules(for: visit.zone) else { return nil }
        let wall = rules.wallClock(at: instant)
        return LocalTime(minuteOfDay: wall.secondOfDay / 60).map { .time(wall.date, $0) }
    }

    /// Behind a `#`, so that the token reaches no log on the way.
    ///
    /// A browser shows messages of where it got the app, and needs no more than the path.
    private func links(
        to visit: Visit, by channel: ContactPreferencesBody.Channel, _ words: Words
    ) -> [OutgoingMessage.Link] {
        let place = channel == .push ? "" : address
        return place.map { [.init(words: words.text(.answer), address: "\($0)/link#\(visit.token)")] } ?? []
    }

    private func optOut(
        of patient: Patient.ID, by channel: ContactPreferencesBody.Channel, _ words: Words
    ) -> OutgoingMessage.OptOut? {
        guard let address, let token = signed?.optOut(of: patient, channel) else { return nil }
        return .init(
            page: .init(words: words.text(.stop), address: "\(address)/stop#\(token)"),
            oneClick: "\(address)/v1/opt-outs/\(token)")
    }

    /// Mail is answered by mail, if at all.
    private func receipt(of id: String, by channel: ContactPreferencesBody.Channel) -> String? {
        guard channel == .sms, let address, let signed else { return nil }
        return "\(address)/v1/receipts/\(signed.receipt(of: id))"
    }

    /// A reminder tells nothing that the calendar does not have.
    private func event(of visit: Visit, _ words: Words) -> OutgoingMessage.Event {
        .init(
            id: visit.id.rawValue, version: visit.version, range: visit.range,
            summary: words.text(.visit, ["who": .name(visit.practitionerName)]), place: visit.location,
            isCancelled: visit.status != .booked)
    }
}
