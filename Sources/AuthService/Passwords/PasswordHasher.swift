import CArgon2
import Foundation
import Platform
import Workers

/// Hashes and checks passwords with argon2id: on a thread kept for devices that are known here, and on another for all
/// others, so that strangers who send many keep nobody out who has signed in before.
///
/// Passwords are compared in their composed form (NFC): a keyboard that composes and one that does not type the same.
///
/// m = 19 MiB, t = 2, p = 1. Source: RFC 9106; OWASP Password Storage Cheat Sheet.
public final class PasswordHasher: Sendable {
    private let known = WorkerThreads("known password", count: 1, capacity: 64)
    private let strangers = WorkerThreads("password", count: 1, capacity: 256)
    private let kibibytes: UInt32
    private static let passes: UInt32 = 2

    /// A hasher; tests take less memory.
    public init(kibibytes: UInt32 = 19 * 1024) { self.kibibytes = kibibytes }

    /// The encoded hash of `password`.
    ///
    /// - Throws: ``Platform/Problem`` when too many wait.
    func hash(_ password: String, isKnown: Bool = false) async throws -> String {
        let kibibytes = kibibytes
        return try await run(isKnown) {
            var random = SystemRandomNumberGenerator()
            let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
            var encoded = [CChar](repeating: 0, count: 128)
            let bytes = Self.bytes(of: password)
            let status = argon2id_hash_encoded(
                Self.passes, kibibytes, 1, bytes, bytes.count, salt, salt.count, 32, &encoded, encoded.count)
            precondition(status == ARGON2_OK.rawValue, "argon2: \(status)")
            return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// Whether `password` is the one that was hashed; without a hash as much work is done, and the answer is no.
    ///
    /// `isKnown` says whether it comes from a device that is known here.
    func matches(_ password: String, _ encoded: String?, isKnown: Bool = false) async throws -> Bool {
        guard let encoded else {
            _ = try await hash(password, isKnown: isKnown)
            return false
        }
        return try await run(isKnown) {
            let bytes = Self.bytes(of: password)
            return argon2id_verify(encoded, bytes, bytes.count) == ARGON2_OK.rawValue
        }
    }

    private static func bytes(of password: String) -> [UInt8] {
        Array(password.precomposedStringWithCanonicalMapping.utf8)
    }

    private func run<Value: Sendable>(
        _ isKnown: Bool, _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        do {
            return try await (isKnown ? known : strangers).run(work)
        } catch is WorkersBusy {
            throw Problem.unavailable("too many people are signing in", after: 2)
        }
    }
}
