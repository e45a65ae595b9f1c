public import Domain

/// A file that is, or is going to be, sent with a message.
///
/// It is written and read in parts of ``partBytes``, of which the last is what is left.
public struct AttachmentBody: Body {
    /// What a file can be; what it is was looked at, whatever its name says.
    public enum Kind: String, CaseIterable, Described {
        case pdf, jpeg, png, webp, text
    }

    /// Bytes of every part but the last.
    public static let partBytes = 262_144

    /// Identity.
    public let id: Identifier<Self>
    /// What its writer called it; absent where what is stored is not what was sent.
    public let name: String?
    /// What it is; absent until all of it has come.
    public let kind: Kind?
    /// How long it is.
    public let bytes: Int
    /// In how many parts.
    public let parts: Int

    /// A file.
    public init(id: Identifier<Self>, name: String?, kind: Kind?, bytes: Int) {
        self.id = id
        self.name = name
        self.kind = kind
        self.bytes = bytes
        parts = Self.parts(of: bytes)
    }

    /// In how many parts a file of so many bytes is.
    public static func parts(of bytes: Int) -> Int { (bytes + partBytes - 1) / partBytes }

    /// A letter.
    public static var example: Self { Self(id: .sample, name: "letter.pdf", kind: .pdf, bytes: 300_000) }
}
