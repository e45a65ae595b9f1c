import Platform
import Logging
import Domain
import ServiceContracts
import Storage

/// Reads conversations, and notes how far somebody has.
struct ReadMessages {
    private let messaging: Messaging

    init(_ messaging: Messaging) { self.messaging = messaging }

    /// The caller's conversations, the latest first.
    ///
    /// - Throws: `StorageError`, or what the people's store throws.
    func threads(for caller: Caller, after cursor: ThreadCursor?, limit: Int) async throws -> [ThreadBody] {
        guard let reach = ThreadReach(of: caller) else { return [] }
        let (threads, unread) = try await messaging.database.read { transaction in
            let threads = try transaction.threads(reach, after: cursor, limit: limit)
            return (threads, try transaction.unread(threads.map(\.id), by: caller.name))
        }
        messaging.readings.note("threadsRead", "threads", "\(threads.count) conversations", by: caller)
        return try await bodies(threads, unread, for: caller)
    }

    /// One of the caller's conversations.
    ///
    /// - Throws: ``MessagingError/unknown(kind:)``.
    func thread(_ id: MessageThread.ID, for caller: Caller) async throws -> ThreadBody {
        let (thread, unread) = try await messaging.database.read { transaction in
            let thread = try transaction.thread(id, ThreadReach(required: caller))
            return (thread, try transaction.unread([id], by: caller.name))
        }
        guard let body = try await bodies([thread], unread, for: caller).first else {
            throw MessagingError.unknown(kind: "thread")
        }
        return body
    }

    /// How many messages wait for the caller.
    ///
    /// - Throws: `StorageError`.
    func unread(by caller: Caller) async throws -> Int {
        guard let reach = ThreadReach(of: caller) else { return 0 }
        return try await messaging.database.read { try $0.unread(reach, by: caller.name) }
    }

    /// Messages of a conversation before a number, the latest first; what is stored and was not written so has no text.
    ///
    /// - Throws: ``MessagingError``.
    func messages(
        of id: MessageThread.ID, before number: Int?, limit: Int, for caller: Caller
    ) async throws -> [MessageBody] {
        let (thread, messages, readings) = try await messaging.database.read { transaction in
            let thread = try transaction.thread(id, ThreadReach(required: caller))
            return (
                thread, try transaction.messages(of: id, before: number, limit: limit),
                try transaction.readings(of: id)
            )
        }
        let key = try messaging.key(of: thread)
        messaging.readings.note(of: thread.patient, "messages \(id)", by: caller)
        return messages.map { message in
            let text = try? key.open(message.body, as: message.place)
            if text == nil {
                messaging.logger.error(
                    "a message is not what was written",
                    metadata: ["thread": "\(id)", "number": "\(message.number)"])
            }
            let read = readings.first {
                ($0.side == .patient) != (message.side == .patient) && $0.number >= message.number
            }
            return MessageBody(
                number: message.number, side: message.side, practitioner: message.practitioner,
                isOwn: message.sender == caller.name, at: message.at, text: text,
                attachments: text == nil ? [] : message.attachments.map { $0.body(key) }, readAt: read?.at)
        }
    }

    /// Notes how far the caller has read, and tells the others.
    ///
    /// - Throws: ``MessagingError/unknown(kind:)``.
    func note(_ number: Int, of id: MessageThread.ID, by caller: Caller) async throws {
        try await messaging.database.write { transaction in
            let reach = try ThreadReach(required: caller)
            let thread = try transaction.thread(id, reach)
            let isFurther = try transaction.note(
                caller.name, of: reach.side, hasRead: id, to: min(number, thread.messages))
            guard isFurther else { return }
            try transaction.publish(
                "messagesRead", id.rawValue, version: thread.messages, audience: thread.audience)
        }
    }

    private func bodies(
        _ threads: [MessageThread], _ unread: [MessageThread.ID: Int], for caller: Caller
    ) async throws -> [ThreadBody] {
        let isStaff = caller.role != .patient
        let people = isStaff ? try await messaging.others.people.patients(Set(threads.map(\.patient))) : []
        let names = Dictionary(people.map { ($0.patient.id, $0.patient.name) }) { first, _ in first }
        // Patients read that an answer takes longer; the desk answers in any case.
        let practitioners = isStaff ? [] : Set(threads.compactMap(\.practitioner))
        let away =
            practitioners.isEmpty ? [:] : try await messaging.others.appointments.away(practitioners)
        return threads.map { thread in
            let key = try? messaging.key(of: thread)
            return ThreadBody(
                id: thread.id, patient: thread.patient, patientName: names[thread.patient],
                practitioner: thread.practitioner,
                subject: key.flatMap {
                    try? $0.open(thread.subject, as: MessageThread.subjectPlace(thread.id))
                },
                startedAt: thread.startedAt, lastAt: thread.lastAt, messages: thread.messages,
                unread: thread.key == nil ? 0 : unread[thread.id] ?? 0, isErased: thread.key == nil,
                awayUntil: thread.practitioner.flatMap { away[$0] })
        }
    }
}

extension ThreadReach {
    /// - Throws: ``MessagingError/unknown(kind:)`` for somebody who takes part in no conversation.
    init(required caller: Caller) throws {
        guard let reach = ThreadReach(of: caller) else { throw MessagingError.unknown(kind: "thread") }
        self = reach
    }
}
