import Crypto
import Foundation

extension String {
    /// What two texts share only if they are the same: 128 bits of their SHA-256 (FIPS 180-4) in hexadecimal digits.
    public var digest: String {
        SHA256.hash(data: Data(utf8)).prefix(16).map { String(format: "%02x", $0) }.joined()
    }
}
