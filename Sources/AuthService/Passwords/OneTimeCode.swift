import Crypto
import Foundation

/// Six-digit codes of an authenticator app: SHA-1, 30 seconds.
///
/// Source: RFC 6238, RFC 4226 §5.3; base 32 of RFC 4648 §6.
enum OneTimeCode {
    static let stepSeconds: Int64 = 30
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    /// 160 random bits in base 32.
    static func newSecret() -> String {
        var random = SystemRandomNumberGenerator()
        return String((0..<32).map { _ in alphabet[Int.random(in: 0..<32, using: &random)] })
    }

    /// The step near `seconds` for which `code` is right and that was not used; one step of drift is forgiven.
    static func step(of code: String, secret: String, at seconds: Int64, after used: Int) -> Int? {
        let present = Int(seconds / stepSeconds)
        return [present, present - 1, present + 1].first { $0 > used && Self.code(secret, step: $0) == code }
    }

    static func code(_ secret: String, step: Int) -> String {
        let key = SymmetricKey(data: bytes(secret))
        let counter = withUnsafeBytes(of: UInt64(step).bigEndian) { Data($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: key))
        let offset = Int(mac[19] & 15)
        let number = mac[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    private static func bytes(_ secret: String) -> [UInt8] {
        var (bits, count, bytes) = (0, 0, [UInt8]())
        for letter in secret {
            guard let value = alphabet.firstIndex(of: letter) else { continue }
            bits = bits << 5 | value
            count += 5
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return bytes
    }
}
