import Foundation
public import Storage

/// One process per database, or per directory: an advisory lock on `NAME.lock`, let go by the kernel when the process ends.
public final class DataLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock, waiting up to `seconds` for another process to let it go; makes the directory if it is missing.
    ///
    /// - Throws: `StorageError` if another process has it, or the directory cannot be used.
    public init(directory: String, name: String, waitingSeconds seconds: Double = 0) throws(StorageError) {
        do {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .unusable(path: directory, reason: "cannot be made")
        }
        let path = "\(directory)/\(name).lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable(path: path, reason: String(cString: strerror(errno))) }
        let deadline = Date(timeIntervalSinceNow: seconds)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard Date() < deadline else { throw .inUse(directory: directory) }
            usleep(20_000)
        }
    }

    deinit { close(descriptor) }
}
