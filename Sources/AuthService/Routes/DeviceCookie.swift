import Crypto
import Domain
import Foundation
public import HTTPTypes
import Storage
import Synchronization

/// Tells devices on which somebody has signed in before: they are counted and served apart from strangers.
///
/// The cookie is `account.device.mac`, the MAC an HMAC-SHA-256 with a key that only the service has. It signs nobody in.
public final class DeviceCookie: Sendable {
    private let key = Mutex<String?>(nil)
    private static let name = "__Host-slotwise-device"
    private static let attributes = "Path=/; Secure; HttpOnly; SameSite=Strict"

    /// A device on which `account` signed in.
    struct Device: Sendable, Hashable {
        let account: String
        let id: String
    }

    /// Reads the key, or makes it at its first use; until then no device is known.
    func prepare(_ database: any Database) async throws {
        let secret = try await database.write { try $0.secret("device") }
        key.withLock { $0 = secret }
    }

    /// What counts a request: its device if that is known.
    public func client(in head: HTTPRequest) -> String? { device(in: head).map { "device \($0.id)" } }

    func device(in head: HTTPRequest) -> Device? {
        let value = head.headerFields[values: .cookie].flatMap { $0.split(separator: ";") }
            .map { $0.drop { $0 == " " } }.first { $0.hasPrefix("\(Self.name)=") }
        let parts = value.map { $0.dropFirst(Self.name.count + 1).split(separator: ".") } ?? []
        guard parts.count == 3, let key = key.withLock({ $0 }) else { return nil }
        let device = Device(account: String(parts[0]), id: String(parts[1]))
        return Secrets.isEqual(mac(of: device, key), String(parts[2])) ? device : nil
    }

    /// The header that makes this device known for `account`.
    func set(for account: String) -> String? {
        guard let key = key.withLock({ $0 }) else { return nil }
        let device = Device(account: account, id: Secrets.random())
        let value = "\(device.account).\(device.id).\(mac(of: device, key))"
        return "\(Self.name)=\(value); Max-Age=34560000; \(Self.attributes)"
    }

    private func mac(of device: Device, _ key: String) -> String {
        Secrets.successor(of: "device \(device.account) \(device.id)", key)
    }
}
