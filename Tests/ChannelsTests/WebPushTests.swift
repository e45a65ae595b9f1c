import Crypto
import Domain
import Foundation
import ServiceContracts
import Testing

@testable import Channels

/// What browsers are sent is what their makers' services and they themselves take.
@Suite struct WebPushTests {
    /// RFC 8291, appendix A.
    private enum Published {
        static let text = "When I grow up, I want to be a watermelon"
        static let reader = PushSubscription(
            endpoint: "https://push.example/one",
            publicKey: bytes(
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
            secret: bytes("BTBZMqHH6r4Tts7J_aSIgg"))
        static let writer = bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
        static let salt = Data(bytes("DGv6ra1nlYgDCS1FRnbzlw"))
        static let body = Data(
            bytes(
                """
                DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6T\
                lzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN
                """))

        static func bytes(_ text: String) -> [UInt8] {
            let plain = text.replacing("-", with: "+").replacing("_", with: "/")
            return [UInt8](
                Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
                    ?? Data())
        }
    }

    private let push = WebPush(subject: nil)

    @Test func `the published message comes out byte for byte`() throws {
        let body = try PushContent.sealed(
            Data(Published.text.utf8), for: Published.reader,
            from: P256.KeyAgreement.PrivateKey(rawRepresentation: Published.writer), salt: Published.salt,
            isFilled: false)
        #expect(body == Published.body)
    }

    @Test func `how long a text is, is not seen`() throws {
        let lengths = try Set(
            [0, 1, 40, 254].map { count in
                try PushContent.sealed(
                    Data(count: count), for: Published.reader, from: P256.KeyAgreement.PrivateKey(),
                    salt: Published.salt
                ).count
            })
        #expect(lengths.count == 1)
        let longest = try PushContent.sealed(
            Data(count: PushContent.longest), for: Published.reader, from: P256.KeyAgreement.PrivateKey(),
            salt: Published.salt)
        #expect(longest.count <= 4_096)
    }

    @Test(arguments: [
        "https://fcm.googleapis.com/fcm/send/abc", "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/abc", "https://db5p.notify.windows.com/w/?token=abc",
    ])
    func `browsers are reached at their makers' services`(endpoint: String) {
        #expect(push.fault(of: at(endpoint)) == nil)
    }

    @Test(arguments: [
        "http://fcm.googleapis.com/abc", "https://fcm.googleapis.com.evil.example/abc",
        "https://127.0.0.1/abc",
        "https://evilfcm.googleapis.com/x", "https://10.0.0.1:5432/", "file:///etc/passwd",
        "https://fcm.googleapis.com@10.0.0.1/x",
        "https://user@fcm.googleapis.com/x", "https://push.apple.com.evil.example/", "",
        "//fcm.googleapis.com/x",
    ])
    func `nobody is asked elsewhere, whatever a browser says`(endpoint: String) {
        #expect(push.fault(of: at(endpoint)) == .endpoint)
    }

    @Test func `a browser's keys are keys`() {
        let endpoint = "https://fcm.googleapis.com/x"
        let point = Published.reader.publicKey
        for key in [[], point.dropLast(), [4] + [UInt8](repeating: 1, count: 64), [2] + point.dropFirst()] {
            let browser = PushSubscription(
                endpoint: endpoint, publicKey: [UInt8](key), secret: Published.reader.secret)
            #expect(push.fault(of: browser) == .key)
        }
        let short = PushSubscription(endpoint: endpoint, publicKey: point, secret: [1, 2, 3])
        #expect(push.fault(of: short) == .secret)
    }

    @Test func `a lock screen says what can be done where nothing else is said`() throws {
        let message = OutgoingMessage(
            id: "1", address: "ada", subject: "Your appointment is now on Mon 3 Mar",
            text: "",
            links: [.init(words: "Confirm, move or cancel it", address: "/link#abc")], about: "ap-1")
        let text = String(decoding: try JSONEncoder().encode(PushText(message)), as: UTF8.self)
        #expect(text.contains("Mon 3 Mar") && text.contains("ap-1") && text.contains("Confirm, move"))
    }

    private func at(_ endpoint: String) -> PushSubscription {
        PushSubscription(
            endpoint: endpoint, publicKey: Published.reader.publicKey, secret: Published.reader.secret)
    }
}
