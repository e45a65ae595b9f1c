import Foundation

/// Tells systemd that the program is ready or stopping, if systemd asked to know.
///
/// Source: sd_notify(3): a datagram to the socket that `NOTIFY_SOCKET` names.
public struct SystemdNotifier: Sendable {
    private let path: String?

    /// A notifier for the socket in `environment`; without one it says nothing.
    public init(environment: [String: String]) { path = environment["NOTIFY_SOCKET"] }

    /// Sends a state such as `READY=1`.
    public func say(_ state: String) {
        guard let path, path.utf8.count < 100 else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { room in
            room.copyBytes(from: path.utf8)
            if path.hasPrefix("@") { room[0] = 0 }
        }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.utf8.count)
        let bytes = Array(state.utf8)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(descriptor, bytes, bytes.count, 0, $0, length)
            }
        }
    }
}
