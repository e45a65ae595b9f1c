public import Foundation

extension Data {
    /// RFC 4648 §5 without padding.
    public var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Reads RFC 4648 §5 without padding; `nil` for anything else.
    public init?(base64URL text: some StringProtocol) {
        guard
            text.utf8.allSatisfy({
                $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/")
            })
        else { return nil }
        let standard = String(text).replacing("-", with: "+").replacing("_", with: "/")
        self.init(base64Encoded: standard + String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4))
    }
}
