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

    func deliver(_ message: OutgoingMessage) async throws {
        let patient = Patient.ID(message.address)
        let browsers = try await database.read { try $0.subscriptions(of: patient) }
        guard let service, !browsers.isEmpty else { throw ChannelRefusal.unreachable("no-browser") }
        let key = try await PushKeys(database, service)()
        var (taken, trouble): (Bool, (any Error)?) = (false, nil)
        for browser in browsers {
            do {
                try await service.deliver(message, to: browser.subscription, as: key)
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
