import Domain
import ServiceContracts
import Storage

/// Whose conversations somebody takes part in.
///
/// *Rule.* A conversation is between a patient, with those who act for them, and one practitioner or the desk: nobody else reads it, an
/// administrator neither. *Why.* People write what they would say behind a closed door. *If broken.* They write nothing.
enum ThreadReach: Sendable {
    case patients(Set<Patient.ID>)
    case practitioner(Practitioner.ID)
    case desk

    /// `nil` for somebody who takes part in none.
    init?(of caller: Caller) {
        switch caller.role {
        case .patient: self = .patients(caller.patients)
        case .practitioner:
            guard let practitioner = caller.practitioner else { return nil }
            self = .practitioner(practitioner)
        case .receptionist, .administrator: self = .desk
        case .planner: return nil
        }
    }

    /// The reach of somebody who writes.
    ///
    /// - Throws: ``MessagingError/unknown(kind:)``, ``MessagingError/unconfirmed``.
    init(writing caller: Caller) throws {
        self = try ThreadReach(required: caller)
        guard caller.isConfirmed else { throw MessagingError.unconfirmed }
    }

    /// What rows of conversations must have.
    var condition: SQL {
        switch self {
        case .patients(let patients): "patient_id IN \(in: patients.sorted())"
        case .practitioner(let practitioner): "practitioner_id = \(practitioner)"
        case .desk: "practitioner_id IS NULL"
        }
    }

    /// Whether it has a conversation.
    func has(_ thread: MessageThread) -> Bool {
        switch self {
        case .patients(let patients): patients.contains(thread.patient)
        case .practitioner(let practitioner): thread.practitioner == practitioner
        case .desk: thread.practitioner == nil
        }
    }

    /// As whom they write.
    var side: MessageBody.Side {
        switch self {
        case .patients: .patient
        case .practitioner: .practitioner
        case .desk: .desk
        }
    }
}
