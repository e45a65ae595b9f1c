import Platform
import Crypto
import Foundation

/// Random text and digests for tokens.
enum Secrets {
    /// 256 random bits.
    static func random() -> String { SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }.base64URL }

    /// What is stored of a token.
    static func digest(_ token: String) -> String { Data(SHA256.hash(data: Data(token.utf8))).base64URL }

    /// Whether two texts are equal; takes as long whatever differs.
    static func isEqual(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// A token that follows from another and a key that only the server has.
    static func successor(of token: String, _ key: String) -> String {
        let mac = HMAC<SHA256>.authenticationCode(
            for: Data(token.utf8), using: SymmetricKey(data: Data(key.utf8)))
        return Data(mac).base64URL
    }
}
