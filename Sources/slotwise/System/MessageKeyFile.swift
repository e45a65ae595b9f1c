import Foundation
import MessagingService

/// The file with what conversations are locked by: its owner's alone, apart from the stores, in no backup.
struct MessageKeyFile {
    let path: String
    /// Whether a first key may be made: in a file that nobody named, which nobody else needs.
    private let isOwn: Bool

    /// Its name beside a clinic's files.
    private static let name = "messages.key"
    private static let onlyOwner: mode_t = 0o600

    /// The file that was named, or the one beside the clinic's files.
    ///
    /// - Throws: `UsageError` where several machines need the same and none was named.
    init(_ named: String?, for place: StorePlace) throws {
        guard let path = named ?? (place.isFiles ? "\(place.directory)/\(Self.name)" : nil) else {
            throw UsageError(
                "SLOTWISE_MESSAGE_KEYS: name the file with the keys of messages, the same for every process; make one with slotwise message-key FILE, or bring the one of the clinic before"
            )
        }
        self.path = path
        isOwn = named == nil
    }

    init(path: String) {
        self.path = path
        isOwn = true
    }

    /// Its keys, as they are now and will be.
    ///
    /// - Throws: `UsageError` that says what is wrong with it.
    func source() throws -> MasterKeySource {
        if isOwn, !FileManager.default.fileExists(atPath: path) { try make() }
        return try MasterKeySource { try keys() }
    }

    /// - Throws: `UsageError` that says what is wrong with it.
    private func keys() throws -> MasterKeys {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw UsageError(
                "SLOTWISE_MESSAGE_KEYS: \(path) cannot be read; bring the one of the clinic, or make one with slotwise message-key"
            )
        }
        let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
        guard mode & 0o077 == 0 else {
            throw UsageError("SLOTWISE_MESSAGE_KEYS: \(path) is open to others; chmod 600 it")
        }
        do {
            return try MasterKeys(text)
        } catch let fault as MasterKeys.Fault {
            throw UsageError("SLOTWISE_MESSAGE_KEYS: \(path): \(fault)")
        }
    }

    /// Makes it with a first key; of several that begin at once one makes it, and the others read that.
    private func make() throws {
        let partial = "\(path).\(RandomIdentifiers().next())"
        try write(MasterKeys.newLine(newName()), to: partial)
        defer { unlink(partial) }
        guard link(partial, path) == 0 || errno == EEXIST else {
            throw UsageError("\(path) cannot be written")
        }
    }

    /// Adds a key, which locks from the next start on; all of the file is there, or what was before.
    ///
    /// - Returns: Its name.
    /// - Throws: `UsageError` if the file cannot be written, holds something else, or another is being added.
    func add() throws -> String {
        var known = ""
        var old = stat()
        if stat(path, &old) == 0 {
            _ = try keys()
            known = try String(contentsOfFile: path, encoding: .utf8)
        }
        let name = newName()
        let partial = "\(path).partial"
        try write(
            known + (known.isEmpty || known.hasSuffix("\n") ? "" : "\n") + MasterKeys.newLine(name),
            to: partial)
        // Whoever reads it now reads it then, also if somebody else adds to it.
        let isTheirs = known.isEmpty || chown(partial, old.st_uid, old.st_gid) == 0
        guard isTheirs, rename(partial, path) == 0 else {
            unlink(partial)
            throw UsageError("\(path) cannot be written for its owner")
        }
        return name
    }

    private func newName() -> String { String(RandomIdentifiers().next().prefix(8)) }

    /// Writes a file that was not there.
    private func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, Self.onlyOwner)
        guard descriptor >= 0 else {
            throw UsageError("\(path) cannot be made; if nobody adds a key now, take it away")
        }
        defer { close(descriptor) }
        let data = Data(text.utf8)
        let written = data.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        guard written == data.count, fsync(descriptor) == 0 else {
            throw UsageError("\(path) cannot be written")
        }
    }
}
