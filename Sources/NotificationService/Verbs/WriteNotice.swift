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
    /// What the clinic wrote itself, by the templates' ids.
    var own: [String: TemplateText] = [:]
    /// Who writes.
    var card = ClinicCardBody()

    /// The message `id` of a kind, to where and by which way a patient is reached.
    func callAsFunction(
        _ id: String, _ kind: NoticeKind, of visit: Visit, to contact: Contact,
        by way: Contact.Way
    ) -> OutgoingMessage {
        let words = words(to: contact)
        let page = visit.status == .booked ? "link#\(visit.token)" : nil
        return message(
            id, TemplateBody.Event(kind, of: visit), values(of: visit, words), to: contact, by: way, words,
            page: page.map { ($0, .answer) }, event: kind == .reminder ? nil : event(of: visit, words),
            about: visit.id.rawValue, until: visit.range.start)
    }

    /// The message `id` that asks a patient whether they take an offer.
    func callAsFunction(
        _ id: String, of offer: OfferedVisit, to contact: Contact, by way: Contact.Way
    ) -> OutgoingMessage {
        let words = words(to: contact)
        return message(
            id, offer.instead == nil ? .offered : .offeredInstead, values(of: offer, words), to: contact,
            by: way, words, page: ("offer#\(offer.token)", .offer), event: nil, about: offer.id.rawValue,
            until: offer.expiresAt)
    }

    private func words(to contact: Contact) -> Words {
        Words(Language(rawValue: String(contact.language.prefix(2))) ?? .english)
    }

    private func message(
        _ id: String, _ told: TemplateBody.Event, _ values: [String: String?], to contact: Contact,
        by way: Contact.Way, _ words: Words, page: (place: String, words: Letter.Phrase)?,
        event: OutgoingMessage.Event?, about: String, until: Instant
    ) -> OutgoingMessage {
        let template = NoticeTemplate(event: told, channel: way.channel, language: words.language)
        let said = said(by: template, values, to: contact, words)
        return OutgoingMessage(
            id: id, address: way.address, subject: said.subject, text: said.text,
            language: words.language.rawValue,
            links: page.flatMap { link(to: $0.place, $0.words, by: way.channel, words) }.map { [$0] } ?? [],
            optOut: optOut(of: contact.patient, by: way.channel, words),
            receipt: receipt(of: id, by: way.channel), event: event, about: about, until: until,
            sender: way.channel == .email ? sender : nil)
    }

    /// In the clinic's own words, or in the usual ones.
    private func said(
        by template: NoticeTemplate, _ values: [String: String?], to contact: Contact, _ words: Words
    ) -> TemplateText {
        let all = values.compactMapValues(\.self).merging(Self.values(of: card)) { $1 }
            .merging(["name": contact.name]) { $1 }
        let values = all.filter { template.fields.contains($0.key) }
        // Words that say nothing any more are not sent.
        if let own = try? own[template.id]?.filled(values), own.isSaid(by: template) { return own }
        // The catalogue's words need no template: most messages are in them.
        let (subject, text) = words.letter(Letter(template.event.letter, values.mapValues { .name($0) }))
        return TemplateText(subject: subject, text: template.channel == .push ? "" : text)
    }

    private func values(of visit: Visit, _ words: Words) -> [String: String?] {
        let place = [
            "who": visit.practitionerName, "where": visit.location,
            "when": time(visit.range.start, in: visit.zone, words),
        ]
        return place.merging(values(of: visit.before, words)) { $1 }
    }

    private func values(of offer: OfferedVisit, _ words: Words) -> [String: String?] {
        let place = [
            "who": offer.practitionerName, "where": offer.location,
            "when": time(offer.range.start, in: offer.zone, words),
            "until": time(offer.expiresAt, in: offer.zone, words),
        ]
        return place.merging(values(of: offer.instead, words)) { $1 }
    }

    private func values(of before: Visit.Before?, _ words: Words) -> [String: String?] {
        [
            "whoBefore": before?.practitionerName,
            "before": before.flatMap { time($0.start, in: $0.zone, words) },
        ]
    }

    private static func values(of card: ClinicCardBody) -> [String: String] {
        [
            "clinic": card.name?.value ?? "", "address": card.address?.value ?? "",
            "phone": card.phone?.value ?? "",
        ]
    }

    /// Values of nobody, for whoever writes templates.
    static func sample(_ card: ClinicCardBody, in language: Language) -> [String: String] {
        let (words, day) = (Words(language), LocalDate(daysSince1970: 20_886))
        func at(_ hour: Int, _ date: LocalDate) -> String {
            LocalTime(minuteOfDay: hour * 60).map { words.text(.time(date, $0)) } ?? ""
        }
        let visit = [
            "when": at(9, day), "who": "Dr Okafor", "where": "Main", "name": "Ada Lovelace",
            "before": at(11, day + -3), "whoBefore": "Dr Weber", "until": at(17, day + -4),
        ]
        return values(of: card).merging(visit) { $1 }
    }

    private var sender: OutgoingMessage.Sender? {
        let lines = [card.name?.value, card.address?.value, card.phone?.value].compactMap(\.self)
        guard !lines.isEmpty || card.replyTo != nil else { return nil }
        return .init(lines: lines, replyTo: card.replyTo?.value)
    }

    private func time(_ instant: Instant, in zone: String, _ words: Words) -> String? {
        guard let rules = try? zones.rules(for: zone) else { return nil }
        let wall = rules.wallClock(at: instant)
        return LocalTime(minuteOfDay: wall.secondOfDay / 60).map { words.text(.time(wall.date, $0)) }
    }

    /// Behind a `#`, so that the token reaches no log on the way.
    ///
    /// A browser shows messages of where it got the app, and needs no more than the path.
    private func link(
        to page: String, _ phrase: Letter.Phrase, by channel: ContactPreferencesBody.Channel, _ words: Words
    ) -> OutgoingMessage.Link? {
        (channel == .push ? "" : address).map { .init(words: words.text(phrase), address: "\($0)/\(page)") }
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

extension TemplateBody.Event {
    /// What a notice of a visit tells, as the visit stands.
    fileprivate init(_ kind: NoticeKind, of visit: Visit) {
        switch kind {
        case .confirmation: self = .booked
        case .change: self = visit.before == nil ? .moved : .replaced
        case .cancellation: self = .cancelled
        case .reminder: self = .soon
        }
    }
}
