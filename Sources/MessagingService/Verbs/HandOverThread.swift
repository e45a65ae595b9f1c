import Domain
import ServiceContracts
import Storage

/// Gives a conversation to a colleague who sees the patient, or to the desk; whoever gives it reads it no longer.
struct HandOverThread {
    private let messaging: Messaging

    init(_ messaging: Messaging) { self.messaging = messaging }

    /// Gives it.
    ///
    /// - Throws: ``MessagingError/unknown(kind:)`` for another's conversation, or a colleague who does not see the patient.
    func callAsFunction(
        _ id: MessageThread.ID, to practitioner: Practitioner.ID?, by caller: Caller
    ) async throws {
        let reach = try ThreadReach(required: caller)
        let thread = try await messaging.database.read { try $0.thread(id, reach) }
        if let practitioner {
            let sees = try await messaging.others.appointments.sees(practitioner, thread.patient)
            guard sees else { throw MessagingError.unknown(kind: "practitioner") }
        }
        try await messaging.database.write { [messaging] transaction in
            var thread = try transaction.thread(id, reach)
            let (key, audience) = (try messaging.key(of: thread).key, thread.audience)
            thread.practitioner = practitioner
            try transaction.handOver(id, to: practitioner)
            try transaction.lock(id, with: messaging.keys.lock(key, of: thread))
            try transaction.publish(
                "threadHandedOver", id.rawValue, version: thread.messages,
                audience: Set(audience + thread.audience).sorted())
            try transaction.audit(
                "threadHandedOver", id.rawValue, by: caller, detail: practitioner?.rawValue ?? "desk")
        }
    }
}
