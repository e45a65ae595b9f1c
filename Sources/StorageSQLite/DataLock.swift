import Foundation
import Storage

/// One process per database: an advisory lock on `NAME.lock`, let go by the kernel when the process ends.
final class DataLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock, waiting up to `seconds` for another process to let it go.
    init(directory: String, name: String, waitingSeconds seconds: Double) throws(StorageError) {
        let path = "\(directory)/\(name).lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable(path: path, reason: String(cString: strerror(errno))) }
        let deadline = Date(timeIntervalSinceNow: seconds)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard Date() < deadline else {
                close(descriptor)
                throw .inUse(directory: directory)
            }
            usleep(20_000)
        }
    }

    deinit { close(descriptor) }
}
