import Foundation
import ServiceContracts

/// Looks at a file while it passes, part by part, and says what it is.
///
/// *Rule.* A file is what its bytes are, never what its name or its sender says; one that is two things at once, unpacks to far more
/// than it is, or is a program for a browser is refused. *Why.* Readers open it where they are signed in, or on a machine of the
/// practice. *Cost.* Two parts in memory, each byte looked at once for each of a few signatures.
///
/// Source: WHATWG MIME Sniffing §6; PNG §11.2.2; ITU T.81 §B.2.2; RFC 9649 (WebP); APPNOTE 6.3 §4.3.16 (the end of an archive).
struct FileInspection {
    /// Why a file is refused.
    enum Fault: Error, Sendable, Hashable {
        /// It is none of the kinds that are taken.
        case unknownKind
        /// It is another kind of file as well.
        case polyglot
        /// An archive is inside.
        case archive
        /// A picture of more pixels than anybody looks at.
        case tooManyPixels
        /// It does something when it is opened.
        case active
        /// It does not end as its kind does.
        case cutShort
        /// Text that is longer than anybody reads.
        case tooMuchText
    }

    /// Pixels of a picture: a camera's, with room.
    private static let mostPixels = 120_000_000
    private static let pdfHead = Data("%PDF-".utf8)
    private static let pdfEnd = Data("%%EOF".utf8)
    private static let pdfEndWithin = 2_048
    /// In pictures and text these begin something else, wherever they stand.
    private static let foreign = ["<script", "<!doctype"]
    /// So do these where readers look for a beginning; further on they stand by chance.
    private static let foreignHeads = ["%pdf-", "<html", "<?php", "<svg"]
    private static let headBytes = 2_048
    /// In a PDF these do something, bring another file, or hide what is there.
    private static let active = [
        "/javascript", "/launch", "/embeddedfile", "/fileattachment", "/submitform", "/importdata",
        "/gotor", "/gotoe", "/richmedia", "/encrypt", "<script",
    ]
    /// Archives that readers find wherever they stand.
    private static let archives: [[UInt8]] = [
        [0x50, 0x4B, 0x05, 0x06], [0x50, 0x4B, 0x06, 0x06], [0x50, 0x4B, 0x06, 0x07],
        [0x50, 0x4B, 0x01, 0x02],
        Array("Rar!".utf8) + [0x1A, 0x07], [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C],
    ]
    /// An archive's end with the longest comment that there may be.
    private static let archiveEndWithin = 22 + 65_535

    private let bytes: Int
    private var kind: AttachmentBody.Kind?
    private var scan = SignatureScan([])
    private var chunks = PNGChunks()
    private var names = PDFNames()
    /// The end of what has passed.
    private var last = Data()

    /// An inspection of a file of so many bytes.
    init(bytes: Int) { self.bytes = bytes }

    /// Looks at the next part.
    ///
    /// - Throws: ``Fault``.
    mutating func take(_ part: Data) throws(Fault) {
        let bytes = [UInt8](part)
        if kind == nil { try begin(bytes, part) }
        if kind == .png { chunks.take(bytes) }
        if scan.finds(in: kind == .pdf ? names.spelled(bytes) : bytes) {
            throw kind == .pdf ? .active : .polyglot
        }
        last = Data((last + part).suffix(Self.archiveEndWithin))
    }

    /// What it is, now that all of it has passed.
    ///
    /// - Throws: ``Fault``.
    func end() throws(Fault) -> AttachmentBody.Kind {
        guard let kind else { throw .unknownKind }
        guard !Self.archives.contains(where: { last.firstRange(of: $0) != nil }) else { throw .archive }
        switch kind {
        case .png:
            guard let length = chunks.length, length <= bytes else { throw .cutShort }
            guard length == bytes else { throw .polyglot }
        case .pdf:
            guard last.suffix(Self.pdfEndWithin).firstRange(of: Self.pdfEnd) != nil else { throw .cutShort }
        case .jpeg, .webp, .text: break
        }
        return kind
    }

    private mutating func begin(_ bytes: [UInt8], _ part: Data) throws(Fault) {
        kind = try Self.kind(of: part, outOf: self.bytes)
        guard kind != .pdf else {
            scan = SignatureScan(Self.active)
            return
        }
        scan = SignatureScan(Self.foreign)
        var heads = SignatureScan(Self.foreignHeads)
        if heads.finds(in: Array(bytes.prefix(Self.headBytes))) { throw .polyglot }
    }

    private static func kind(of head: Data, outOf bytes: Int) throws(Fault) -> AttachmentBody.Kind {
        if head.starts(with: pdfHead) { return .pdf }
        if let size = PictureSize(head) {
            guard size.pixels <= mostPixels else { throw .tooManyPixels }
            // What a picture of this kind says of its own length leaves no room for another file behind it.
            if let length = size.length, !(length...length + 1).contains(bytes) { throw .polyglot }
            return size.kind
        }
        // A part is what is read at once: text that is longer is none to be read.
        guard let text = String(validating: head, as: UTF8.self), text.unicodeScalars.allSatisfy(isWritten)
        else { throw .unknownKind }
        guard bytes == head.count else { throw .tooMuchText }
        return .text
    }

    private static func isWritten(_ scalar: Unicode.Scalar) -> Bool {
        ["\t", "\n", "\r"].contains(scalar) || (scalar.value >= 32 && scalar.value != 127)
    }
}
