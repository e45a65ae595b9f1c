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
    /// In pictures and text these begin something else.
    private static let foreign = ["%pdf-", "<script", "<!doctype", "<html", "<?php"].map { Data($0.utf8) }
    /// In a PDF these do something, or bring another file.
    private static let active = ["/javascript", "/launch", "/embeddedfile", "<script"].map { Data($0.utf8) }
    private static let archiveEnd = Data([0x50, 0x4B, 0x05, 0x06])
    private static let archiveEndBytes = 22
    /// An archive's end with the longest comment that there may be.
    private static let archiveEndWithin = archiveEndBytes + 65_535
    private static let pngEnd = Data([0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])

    private let bytes: Int
    private var kind: AttachmentBody.Kind?
    private var last = Data()

    /// An inspection of a file of so many bytes.
    init(bytes: Int) { self.bytes = bytes }

    /// Looks at the next part.
    ///
    /// - Throws: ``Fault``.
    mutating func take(_ part: Data) throws(Fault) {
        if kind == nil { kind = try Self.kind(of: part, outOf: bytes) }
        let seen = last + part
        let lower = Data(seen.map { (65...90).contains($0) ? $0 + 32 : $0 })
        if kind == .pdf {
            guard !Self.active.contains(where: { lower.firstRange(of: $0) != nil }) else { throw .active }
        } else {
            guard !Self.foreign.contains(where: { lower.firstRange(of: $0) != nil }) else { throw .polyglot }
        }
        last = Data(seen.suffix(Self.archiveEndWithin))
    }

    /// What it is, now that all of it has passed.
    ///
    /// - Throws: ``Fault``.
    func end() throws(Fault) -> AttachmentBody.Kind {
        guard let kind else { throw .unknownKind }
        guard !Self.endsAsArchive(last) else { throw .archive }
        switch kind {
        case .png: guard last.suffix(Self.pngEnd.count) == Self.pngEnd else { throw .cutShort }
        case .pdf:
            guard last.suffix(Self.pdfEndWithin).firstRange(of: Self.pdfEnd) != nil else { throw .cutShort }
        case .jpeg, .webp, .text: break
        }
        return kind
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

    /// Whether an archive's end stands where readers of archives look for it, whatever follows.
    private static func endsAsArchive(_ end: Data) -> Bool {
        var rest = end[...]
        while let found = rest.firstRange(of: archiveEnd) {
            let record = [UInt8](end[found.lowerBound...].prefix(archiveEndBytes))
            // One disk, with all entries on it: what stands there by chance says something else.
            if record.count == archiveEndBytes, record[4..<8].allSatisfy({ $0 == 0 }),
                record[8..<10] == record[10..<12]
            {
                return true
            }
            rest = end[(found.lowerBound + 1)...]
        }
        return false
    }
}
