import Foundation
import Storage

/// One process per data directory: an advisory lock on `slotwise.lock`, let go by the kernel when the process ends.
final class DataLock: Sendable {
    private let descriptor: Int32

    init(directory: String) throws(StorageError) {
        let path = directory + "/slotwise.lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable(path: path, reason: String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .inUse(directory: directory)
        }
    }

    deinit { close(descriptor) }
}
