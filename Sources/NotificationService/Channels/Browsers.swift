import Domain
import ServiceContracts
import Storage

/// The browsers of a patient, as a way: a message goes to each, and one that took it is enough.
///
/// The address of a message is the patient's id.
///
/// *Rule.* A browser is shown what its session may see at that moment; what ended meanwhile is forgotten. *Why.* Devices are lost, sold
/// and shared. *If broken.* A stranger's telephone tells of visits.
struct Browsers: Channel {
    let database: any Database
    /// `nil` where nothing leaves the clinic.
    let push: Push?

    /// What takes messages to browsers, and who knows whose they are.
    struct Push: Sendable {
        let service: any PushService
        let identity: any Identity
    }

    /// Seconds that a message waits for a browser that is off, where nothing says how long it matters.
    private static let usualWait: Int64 = 86_400
    private static let none = ChannelRefusal.unreachable("no-browser")

    func deliver(_ message: OutgoingMessage) async throws {
        let patient = Patient.ID(message.address)
        let (browsers, now) = try await database.read { (try $0.subscriptions(of: patient), $0.now) }
        guard let push, !browsers.isEmpty else { throw Self.none }
        let reach = try await push.identity.reach(ofSessions: Set(browsers.map(\.session)))
        let alive = Set(reach.filter { $0.patients.contains(patient) }.map(\.session))
        let key = try await PushKeys(database, push.service)()
        let wait = message.until.map { $0.seconds(since: now) } ?? Self.usualWait
        // All at once: one service that does not answer takes the time of one.
        let ends = await withTaskGroup(of: End.self, returning: [End].self) { group in
            for browser in browsers where alive.contains(browser.session) {
                group.addTask {
                    do {
                        try await push.service.deliver(
                            message, to: browser.subscription, as: key, waiting: wait)
                        return .taken
                    } catch ChannelRefusal.stopped {
                        return .gone(browser)
                    } catch {
                        return .trouble(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        try await forget(browsers.filter { !alive.contains($0.session) } + ends.compactMap(\.gone))
        if ends.contains(where: \.isTaken) { return }
        throw ends.compactMap(\.trouble).first ?? Self.none
    }

    private func forget(_ browsers: [Browser]) async throws {
        guard !browsers.isEmpty else { return }
        try await database.write { transaction in try browsers.forEach { try transaction.forget($0) } }
    }

    /// How it ended at one browser.
    private enum End: Sendable {
        case taken
        case gone(Browser)
        case trouble(any Error)

        var isTaken: Bool { if case .taken = self { true } else { false } }
        var gone: Browser? { if case .gone(let browser) = self { browser } else { nil } }
        var trouble: (any Error)? { if case .trouble(let error) = self { error } else { nil } }
    }
}
