import Domain
import ServiceContracts
import Storage

/// Writes messages: the first of a conversation, or another.
struct WriteMessage {
    private let messaging: Messaging

    init(_ messaging: Messaging) { self.messaging = messaging }

    /// Begins a conversation.
    ///
    /// A patient writes to a practitioner who sees them, or to the desk; a practitioner to patients whom they see; the desk to anybody.
    ///
    /// - Parameters:
    ///   - new: What is written to whom.
    ///   - caller: Who writes.
    ///   - key: The same again is the same message.
    /// - Returns: The conversation as it is then.
    /// - Throws: ``MessagingError``; nothing was written then.
    func begin(_ new: NewThread, by caller: Caller, key: String) async throws -> MessageThread {
        let reach = try ThreadReach(writing: caller)
        let practitioner: Practitioner.ID? =
            switch reach {
            case .patients: new.practitioner
            case .practitioner(let own): own
            case .desk: nil
            }
        let known = try await messaging.database.read { try $0.message(withKey: key) }
        // A repeated request is answered as before, also when whoever saw the patient does so no longer.
        if known == nil { try await requireReach(new.patient, practitioner, reach) }
        let id = MessageThread.ID(messaging.ids.next())
        return try await messaging.database.write { [messaging] transaction in
            if let known = try transaction.message(withKey: key) {
                let thread = try transaction.thread(known.thread, reach)
                try messaging.require(known, thread, is: new, with: practitioner)
                return thread
            }
            guard known == nil else { throw MessagingError.keyReused }
            let threadKey = ThreadKey()
            var thread = MessageThread(
                id: id, patient: new.patient, practitioner: practitioner,
                subject: try threadKey.seal(new.subject.value, as: MessageThread.subjectPlace(id)), key: nil,
                startedAt: transaction.now, lastAt: transaction.now, messages: 0)
            thread.key = try messaging.keys.lock(threadKey.key, of: thread)
            try transaction.insert(thread)
            try transaction.audit("threadBegun", id.rawValue, by: caller)
            _ = try transaction.add(new.text.value, to: thread, threadKey, by: caller, reach, key: key)
            return try transaction.thread(id, reach)
        }
    }

    /// Writes another message.
    ///
    /// - Parameters:
    ///   - text: What is written; empty for files alone.
    ///   - attachments: Files that have come for this conversation.
    ///   - id: Which conversation.
    ///   - caller: Who writes.
    ///   - key: The same again is the same message.
    /// - Returns: The message as its writer reads it.
    /// - Throws: ``MessagingError``; nothing was written then.
    func reply(
        _ text: String, with attachments: [StoredAttachment.ID] = [], in id: MessageThread.ID,
        by caller: Caller, key: String
    ) async throws -> MessageBody {
        let reach = try ThreadReach(writing: caller)
        return try await messaging.database.write { [messaging] transaction in
            let thread = try transaction.thread(id, reach)
            let threadKey = try messaging.key(of: thread)
            if let known = try transaction.message(withKey: key) {
                guard known.thread == id, known.number > 1, known.attachments.map(\.id) == attachments,
                    try threadKey.open(known.body, as: known.place) == text
                else { throw MessagingError.keyReused }
                return MessageBody(own: known, text, threadKey)
            }
            let message = try transaction.add(
                text, with: attachments, to: thread, threadKey, by: caller, reach, key: key)
            return MessageBody(own: message, text, threadKey)
        }
    }

    private func requireReach(
        _ patient: Patient.ID, _ practitioner: Practitioner.ID?, _ reach: ThreadReach
    ) async throws {
        if case .patients(let own) = reach, !own.contains(patient) {
            throw MessagingError.unknown(kind: "patient")
        }
        let isKnown = try await !messaging.others.people.patients([patient]).isEmpty
        guard isKnown else { throw MessagingError.unknown(kind: "patient") }
        guard let practitioner else { return }
        guard try await messaging.others.appointments.sees(practitioner, patient) else {
            if case .patients = reach { throw MessagingError.unknown(kind: "practitioner") }
            throw MessagingError.unknown(kind: "patient")
        }
    }
}

extension Messaging {
    /// The same request again is answered as before; another under its key is refused.
    fileprivate func require(
        _ known: StoredMessage, _ thread: MessageThread, is new: NewThread,
        with practitioner: Practitioner.ID?
    ) throws {
        let key = try key(of: thread)
        guard known.number == 1, thread.patient == new.patient, thread.practitioner == practitioner,
            try key.open(known.body, as: known.place) == new.text.value,
            try key.open(thread.subject, as: MessageThread.subjectPlace(thread.id)) == new.subject.value
        else { throw MessagingError.keyReused }
    }
}

extension Transaction {
    /// Adds a message to a conversation, with its event; whoever it is for is told.
    fileprivate func add(
        _ text: String, with attachments: [StoredAttachment.ID] = [], to thread: MessageThread,
        _ threadKey: ThreadKey, by caller: Caller,
        _ reach: ThreadReach, key: String
    ) throws -> StoredMessage {
        let (number, side) = (thread.messages + 1, reach.side)
        try send(attachments, with: number, of: thread.id, by: caller.name)
        let files = try self.attachments(of: thread.id, with: [number])[number] ?? []
        var message = StoredMessage(
            thread: thread.id, number: number, side: side,
            practitioner: side == .practitioner ? thread.practitioner : nil, sender: caller.name, at: now,
            body: Sealed(stored: ""), attachments: files)
        message.body = try threadKey.seal(text, as: message.place)
        try insert(message, key: key)
        try advance(thread.id, to: number)
        if side != .patient { try wait(thread.id, for: number) }
        try publish("messageWritten", thread.id.rawValue, version: number, audience: thread.audience)
        return message
    }
}

extension MessageBody {
    /// As whoever wrote it reads it.
    fileprivate init(own message: StoredMessage, _ text: String, _ key: ThreadKey) {
        self.init(
            number: message.number, side: message.side, practitioner: message.practitioner, isOwn: true,
            at: message.at, text: text, attachments: message.attachments.map { $0.body(key) }, readAt: nil)
    }
}
