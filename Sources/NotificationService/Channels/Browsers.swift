import Domain
import ServiceContracts
import Storage

/// The browsers of a patient, as a way: a message goes to each, and one that took it is enough.
///
/// The address of a message is the patient's id.
struct Browsers: Channel {
    let database: any Database
    /// `nil` where nothing leaves the clinic.
    let service: (any PushService)?

    /// Seconds that a message waits for a browser that is off, where nothing says how long it matters.
    private static let usualWait: Int64 = 86_400

    func deliver(_ message: OutgoingMessage) async throws {
        let patient = Patient.ID(message.address)
        let (browsers, now) = try await database.read { (try $0.subscriptions(of: patient), $0.now) }
        guard let service, !browsers.isEmpty else { throw ChannelRefusal.unreachable("no-browser") }
        let key = try await PushKeys(database, service)()
        let wait = message.until.map { $0.seconds(since: now) } ?? Self.usualWait
        var (taken, trouble): (Bool, (any Error)?) = (false, nil)
        for browser in browsers {
            do {
                try await service.deliver(message, to: browser.subscription, as: key, waiting: wait)
                taken = true
            } catch ChannelRefusal.stopped {
                try await database.write { try $0.deleteSubscription(browser.id) }
            } catch {
                trouble = error
            }
        }
        if taken { return }
        throw trouble ?? ChannelRefusal.unreachable("no-browser")
    }
}
