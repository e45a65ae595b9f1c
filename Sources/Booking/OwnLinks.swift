package import Domain
import Platform

/// Links in messages to patients: each is what it opens, signed, and needs no row.
///
/// A token names how often the patient's links ended: with another address of theirs, or a right that ends, those of before open
/// nothing.
package struct OwnLinks: Sendable {
    /// What a link opens; ids of rows never begin with such a word.
    enum Subject: Hashable {
        case appointment(Appointment.ID)
        case offer(Offer.ID)
    }

    private enum Word: String {
        case appointment, offer
    }

    let signed: SignedText

    /// A token that opens an appointment, until its patient's links have ended more often than `ended`.
    package func token(to appointment: Appointment.ID, ended: Int) -> String {
        token(.appointment, ended, appointment.rawValue)
    }

    /// A token that opens an offer, until its patient's links have ended more often than `ended`.
    package func token(of offer: Offer.ID, ended: Int) -> String { token(.offer, ended, offer.rawValue) }

    private func token(_ word: Word, _ ended: Int, _ id: String) -> String {
        signed.token("\(word.rawValue)/\(ended)/\(id)")
    }

    /// What a signed text opens, and how often the patient's links had ended; `nil` for a text of another kind.
    static func subject(of text: String) -> (subject: Subject, ended: Int)? {
        let parts = text.split(separator: "/", maxSplits: 2).map(String.init)
        guard parts.count == 3, let word = Word(rawValue: parts[0]), let ended = Int(parts[1]) else {
            return nil
        }
        return switch word {
        case .appointment: (.appointment(Appointment.ID(parts[2])), ended)
        case .offer: (.offer(Offer.ID(parts[2])), ended)
        }
    }
}
