import Crypto
import Foundation

/// Text that comes back and must be what was given out: links that need no sign-in.
///
/// A token is the text in base64url, a point, and an HMAC-SHA-256 (RFC 2104) with a key that only one service has.
public struct SignedText: Sendable {
    private let key: SymmetricKey

    /// Signs with `key`.
    public init(key: String) { self.key = SymmetricKey(data: Data(key.utf8)) }

    /// A key that nobody guesses.
    public static func newKey() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() }
    }

    /// A token for a text; it can be read by whoever has it.
    public func token(_ text: String) -> String {
        "\(Data(text.utf8).base64URL).\(Data(code(text)).base64URL)"
    }

    /// The text of a token; `nil` if it is none of ours.
    public func text(of token: String) -> String? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let text = Data(base64URL: parts[0]), let code = Data(base64URL: parts[1]),
            // Takes as long whatever differs.
            HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: text, using: key)
        else { return nil }
        return String(data: text, encoding: .utf8)
    }

    private func code(_ text: String) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)
    }
}
