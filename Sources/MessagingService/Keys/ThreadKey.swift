import Crypto
import Foundation

/// Seals and opens what is written in one conversation.
struct ThreadKey: Sendable {
    let key: SymmetricKey

    init(_ key: SymmetricKey = SymmetricKey(size: .bits256)) { self.key = key }

    /// Seals text for a place.
    func seal(_ text: String, as place: String) throws -> Sealed { try seal(Data(text.utf8), as: place) }

    /// Seals bytes for a place.
    func seal(_ bytes: Data, as place: String) throws -> Sealed { try Sealed(bytes, with: key, as: place) }

    /// The text that was sealed for a place.
    ///
    /// - Throws: ``MessagingError/damaged`` if it is not that.
    func open(_ sealed: Sealed, as place: String) throws -> String {
        String(decoding: try bytes(of: sealed, as: place), as: UTF8.self)
    }

    /// The bytes that were sealed for a place.
    ///
    /// - Throws: ``MessagingError/damaged`` if it is not that.
    func bytes(of sealed: Sealed, as place: String) throws -> Data { try sealed.open(with: key, as: place) }
}
