import Platform
import Foundation
import Testing

@testable import AuthService

/// Codes are those of RFC 6238.
@Suite struct OneTimeCodeTests {
    /// The RFC's key, `12345678901234567890`, in base 32.
    private static let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    @Test(arguments: [
        (Int64(59), "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func `the vectors of appendix B`(seconds: Int64, code: String) {
        #expect(OneTimeCode.code(Self.secret, step: Int(seconds / 30)) == code)
    }

    @Test func `a code counts once, and a step of drift is forgiven`() {
        let code = OneTimeCode.code(Self.secret, step: 100)
        #expect(OneTimeCode.step(of: code, secret: Self.secret, at: 3_030, after: 0) == 100)
        #expect(OneTimeCode.step(of: code, secret: Self.secret, at: 3_030, after: 100) == nil)
        #expect(OneTimeCode.step(of: code, secret: Self.secret, at: 3_090, after: 0) == nil)
    }
}

/// Text of tokens is RFC 4648 §5 without padding, and nothing else is read.
@Suite struct Base64URLTests {
    @Test func `bytes come back`() {
        for count in 0..<70 {
            let data = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 251) })
            #expect(Data(base64URL: data.base64URL) == data)
        }
    }

    @Test(arguments: ["YQ==", "a+b", "a/b", "a b", "ä"])
    func `other alphabets are refused`(text: String) { #expect(Data(base64URL: text) == nil) }
}

/// Passwords that everybody tries are refused.
@Suite struct CommonPasswordTests {
    @Test(arguments: [
        ("Password1", true), ("aaaaaaaa", true), ("abababab", true), ("staple battery horse", false),
    ])
    func `common, whatever the case`(password: String, isCommon: Bool) {
        #expect(CommonPasswords.contain(password) == isCommon)
    }
}
