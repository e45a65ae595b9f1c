import Domain
import Platform
import Reminders
import ServiceContracts

/// Something that is to be sent, or was.
///
/// *Rule.* Its id follows from what it is: the same appointment, version, kind and time before the visit is the same notice. *Why.*
/// Whoever plans it again, after a crash or beside another instance, plans nothing new; and by which way it goes is decided when it
/// is sent, as the patient wishes then. *If broken.* A patient is told twice.
struct Notice: Sendable, Hashable {
    /// Where it stands.
    enum State: String, Sendable {
        case waiting, sent, suppressed, failed
    }

    /// Why it was not sent.
    enum Suppression: String, Sendable {
        /// The appointment has changed since; a newer notice tells of it.
        case superseded
        /// It is off, or was never meant to be.
        case isOff = "off"
        /// It has begun.
        case begun
        /// A later reminder of the same visit is due as well.
        case overtaken
        /// The clinic does not remind so long before any more.
        case unwanted
        /// What it tells is over: an offer was answered or has ended, a day has begun.
        case over
        /// There is no address for a way that the patient allows.
        case unreachable
        /// It came from another system, which told the patient.
        case imported
    }

    /// What it tells.
    enum Subject: Sendable, Hashable {
        case visit(Appointment.ID, version: Int, patient: Patient.ID, NoticeKind, before: Minutes)
        /// A place that is kept for somebody while they are asked.
        case offer(Offer.ID, patient: Patient.ID)
        /// What another service handed over.
        case message(OutgoingMessage)
    }

    let id: String
    let subject: Subject
    let dueAt: Instant
    let attempts: Int
    /// When the visit it tells of begins, or the offer ends; `nil` where nobody needs it.
    let visitAt: Instant?

    /// Who is told; `nil` for another service's message.
    var patient: Patient.ID? {
        switch subject {
        case .visit(_, _, let patient, _, _), .offer(_, let patient): patient
        case .message: nil
        }
    }

    /// A notice of a visit.
    init(of visit: Visit, _ kind: NoticeKind, before offset: Minutes = 0, at instant: Instant) {
        let words = [visit.id.rawValue, "\(visit.version)", kind.rawValue, "\(offset.count)"]
        id = words.joined(separator: "|").digest
        subject = .visit(
            visit.id, version: visit.version, patient: visit.patient, kind, before: offset)
        dueAt = instant
        attempts = 0
        visitAt = visit.range.start
    }

    /// A notice of an offer.
    init(of offer: OfferedVisit, at instant: Instant) {
        id = "offer|\(offer.id)".digest
        subject = .offer(offer.id, patient: offer.patient)
        dueAt = instant
        attempts = 0
        visitAt = offer.expiresAt
    }

    /// A notice as it is stored.
    init(id: String, subject: Subject, dueAt: Instant, attempts: Int) {
        self.id = id
        self.subject = subject
        self.dueAt = dueAt
        self.attempts = attempts
        visitAt = nil
    }
}
