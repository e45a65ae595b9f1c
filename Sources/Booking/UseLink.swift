package import Book
package import Domain
import Platform
import Storage

/// Signed links with which whoever has one confirms, moves or cancels one appointment, or answers one offer, without signing in.
///
/// A link names no person. What one is for that somebody made, who made it and when it ends are rows, so that it ends with the right of
/// whoever made it. One in a message to the patient (``OwnLinks``) is the appointment's or offer's own: it needs no row, and ends with
/// it, with the address it was sent to, and with every right to the patient's record that ends.
package struct UseLink {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    package init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Makes a link that lasts as long as the clinic says, and never longer than the appointment, wherever that moves.
    package func make(_ appointment: Appointment.ID, by caller: Caller) async throws -> (
        token: String, expiresAt: Instant
    ) {
        let id = scheduling.ids.next()
        return try await scheduling.database.write { transaction in
            _ = try transaction.appointment(appointment, .book, for: caller)
            let days = try transaction.settings().linkDays
            let expiry = transaction.now + Minutes(days * 1_440)
            // Staff's links last whoever made them; a proxy's end with the right.
            let maker = caller.role == .patient ? caller.name : ""
            try transaction.insertLink(id, to: appointment, madeBy: maker, until: expiry)
            let key = try transaction.makeLinkKey()
            try transaction.audit("linkMade", appointment.rawValue, by: caller)
            return (SignedText(key: key).token(id), expiry)
        }
    }

    /// What makes the tokens of links in messages.
    package func own() async throws -> OwnLinks {
        let known = try await scheduling.database.read { try $0.linkKey() }
        let key =
            if let known { known } else { try await scheduling.database.write { try $0.makeLinkKey() } }
        return OwnLinks(signed: SignedText(key: key))
    }

    /// The appointment a link is for, and who its bearer is taken for.
    ///
    /// - Throws: ``LinkError`` for a link that is none of ours or has ended.
    package func open(_ token: String) async throws -> (appointment: Appointment, caller: Caller) {
        try await scheduling.database.read { transaction in
            let text = try transaction.signedText(of: token)
            let appointment: Appointment
            var expiry: Instant?
            if let (subject, ended) = OwnLinks.subject(of: text) {
                guard case .appointment(let id) = subject else { throw LinkError.unknown }
                appointment = try transaction.appointment(id)
                try transaction.requireLinks(of: appointment.patient, endedBefore: ended)
            } else {
                guard let link = try transaction.link(text) else { throw LinkError.expired }
                appointment = try transaction.appointment(link.appointment)
                expiry = link.expiresAt
            }
            guard transaction.now < min(expiry ?? appointment.range.end, appointment.range.end) else {
                throw LinkError.expired
            }
            return (appointment, .bearer(of: appointment.patient))
        }
    }

    /// The offer a link is for, and who its bearer is taken for.
    ///
    /// - Throws: ``LinkError`` for a link that is none of ours, and for an offer that was answered or has ended.
    package func openOffer(_ token: String) async throws -> (offer: Offer, caller: Caller) {
        try await scheduling.read { transaction, context in
            try transaction.offer(byLink: token, context)
        }
    }

    /// Lets the links of an appointment live as long as it does, now that it has moved.
    package func prolong(_ appointment: Appointment) async throws {
        try await scheduling.database.write { try $0.prolongLinks(to: appointment) }
    }
}

extension ReadTransaction {
    /// The offer that a link opens, with who its bearer is taken for.
    func offer(byLink token: String, _ context: ClinicContext) throws -> (offer: Offer, caller: Caller) {
        guard let (subject, ended) = OwnLinks.subject(of: try signedText(of: token)),
            case .offer(let id) = subject
        else { throw LinkError.unknown }
        guard let offer = try offers(context, [id]).first else { throw LinkError.expired }
        try requireLinks(of: offer.hold.patient, endedBefore: ended)
        return (offer, .bearer(of: offer.hold.patient))
    }

    /// What a token of ours says.
    fileprivate func signedText(of token: String) throws -> String {
        guard let key = try linkKey(), let text = SignedText(key: key).text(of: token) else {
            throw LinkError.unknown
        }
        return text
    }

    /// Refuses a link of before the patient's ended.
    fileprivate func requireLinks(of patient: Patient.ID, endedBefore ended: Int) throws {
        guard try linksEnded(of: [patient])[patient] == ended else { throw LinkError.expired }
    }
}

extension Caller {
    /// Whoever has a link to what is a patient's.
    fileprivate static func bearer(of patient: Patient.ID) -> Caller {
        Caller(name: "link", role: .patient, patients: [patient])
    }
}

/// Why a link does not work.
package enum LinkError: Error, Sendable, Equatable {
    /// It is none of ours.
    case unknown
    /// It has ended.
    case expired
}
