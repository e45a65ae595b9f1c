import Foundation
import MessagingService

/// The file with what conversations are locked by: its owner's alone, apart from the stores, in no backup.
struct MessageKeyFile {
    let path: String

    /// Its name beside a clinic's files.
    private static let name = "messages.key"
    private static let onlyOwner = 0o600

    /// The file that was named, or the one beside the clinic's files.
    ///
    /// - Throws: `UsageError` where several machines need the same and none was named.
    init(_ named: String?, for place: StorePlace) throws {
        guard let path = named ?? (place.isFiles ? "\(place.directory)/\(Self.name)" : nil) else {
            throw UsageError(
                "SLOTWISE_MESSAGE_KEYS: name the file with the keys of messages, the same for every process; make one with slotwise message-key FILE"
            )
        }
        self.path = path
    }

    init(path: String) { self.path = path }

    /// Its keys; the first is made where `isOwn` says that nobody else needs them.
    ///
    /// - Throws: `UsageError` that says what is wrong with it.
    func keys(makingOne isOwn: Bool) throws -> MasterKeys {
        if isOwn, !FileManager.default.fileExists(atPath: path) { try add() }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw UsageError(
                "SLOTWISE_MESSAGE_KEYS: \(path) cannot be read; make it with slotwise message-key")
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

    /// Adds a key, which locks from the next start on; all of the file is there, or what was before.
    ///
    /// - Returns: Its name.
    /// - Throws: `UsageError` if the file cannot be written, or holds something else.
    @discardableResult
    func add() throws -> String {
        let known = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        if !known.isEmpty { _ = try keys(makingOne: false) }
        let name = RandomIdentifiers().next().prefix(8)
        let isOpen = !known.isEmpty && !known.hasSuffix("\n")
        let text = known + (isOpen ? "\n" : "") + MasterKeys.newLine(String(name))
        let partial = "\(path).partial"
        let isMade = FileManager.default.createFile(
            atPath: partial, contents: Data(text.utf8),
            attributes: [.posixPermissions: NSNumber(value: Self.onlyOwner)])
        guard isMade, rename(partial, path) == 0 else {
            throw UsageError("\(path) cannot be written")
        }
        return String(name)
    }
}
