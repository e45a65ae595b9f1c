import Foundation

/// The directory for copies of the book, inside the directory of the clinic, so that they have its owner and its disk.
///
/// *Rule.* The server has it to itself, and empties it when it starts and when it stops. *Why.* A copy holds everybody's data; a
/// killed process removes nothing. *If broken.* Patients' data stays behind where nobody looks for it.
struct Scratch {
    let path: String

    init(of data: String) { path = "\(data)/scratch" }

    /// Removes what an earlier process left, and makes the directory anew.
    func empty() throws {
        remove()
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
