import Foundation
import ServiceContracts
import Testing

@testable import MessagingService

/// A file is what its bytes are, and one thing only.
@Suite struct FileInspectionTests {
    private func kind(_ file: Data) throws -> AttachmentBody.Kind {
        var inspection = FileInspection(bytes: file.count)
        var rest = file[...]
        while !rest.isEmpty {
            try inspection.take(Data(rest.prefix(AttachmentBody.partBytes)))
            rest = rest.dropFirst(AttachmentBody.partBytes)
        }
        return try inspection.end()
    }

    @Test func `what a practice sends and gets is taken for what it is`() throws {
        #expect(try kind(.pdf()) == .pdf)
        #expect(try kind(.png(width: 4_000, height: 3_000)) == .png)
        #expect(try kind(.jpeg(width: 4_032, height: 3_024)) == .jpeg)
        #expect(try kind(.webp(width: 1_000, height: 800)) == .webp)
        #expect(try kind(Data("Grüße,\r\n\tAda\n".utf8)) == .text)
    }

    @Test func `what begins something else stands far inside a picture by chance`() throws {
        #expect(
            try kind(.jpeg(width: 9, height: 9, then: Data(count: 4_000) + Data("%PDF-<html<?php".utf8)))
                == .jpeg)
    }

    @Test func `a file of many parts is looked at across their borders`() throws {
        let part = AttachmentBody.partBytes
        #expect(try kind(.jpeg(width: 10, height: 10, then: Data(count: 3 * part))) == .jpeg)
        for at in [part - 200, part - 3, part, 2 * part - 1] {
            var file = Data.jpeg(width: 10, height: 10, then: Data(count: 3 * part))
            file.replaceSubrange(at..<at + 7, with: Data("<ScRiPt".utf8))
            #expect(throws: FileInspection.Fault.polyglot, "\(at)") { try kind(file) }
        }
    }

    @Test(
        arguments: [
            (
                "a program", Data([0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 0, count: 60)),
                FileInspection.Fault.unknownKind
            ),
            ("an archive", .archive(), .unknownKind),
            ("a page", Data("<html><script>alert(1)</script></html>".utf8), .polyglot),
            ("a drawing with a program", Data("<svg xmlns='x'><script>1</script></svg>".utf8), .polyglot),
            ("text with a zero", Data("a\0b".utf8), .unknownKind),
            ("text in another encoding", Data([0x47, 0x72, 0xFC, 0xDF, 0x65]), .unknownKind),
            ("a lot of text", Data(repeating: 0x61, count: AttachmentBody.partBytes + 1), .tooMuchText),
            ("a picture with an archive behind it", .jpeg(width: 9, height: 9, then: .archive()), .archive),
            ("a letter with an archive behind it", .pdf(then: .archive()), .archive),
            ("a picture with a letter behind it", .png(width: 9, height: 9, then: .pdf()), .polyglot),
            (
                "a picture with a page behind it",
                .jpeg(width: 9, height: 9, then: Data("<!DOCTYPE html>".utf8)), .polyglot
            ),
            (
                "a picture that is longer than it says", .webp(width: 9, height: 9, then: Data(count: 50)),
                .polyglot
            ),
            (
                "a picture with bytes behind its end", .png(width: 9, height: 9, then: Data(count: 5)),
                .polyglot
            ),
            (
                "a picture that grows to 3.6 billion pixels", .png(width: 60_000, height: 60_000),
                .tooManyPixels
            ),
            ("one that grows beyond counting", .png(width: 0xFFFF_FFFF, height: 0xFFFF_FFFF), .tooManyPixels),
            ("one that grows, of another kind", .jpeg(width: 65_535, height: 65_535), .tooManyPixels),
            (
                "a letter with a program", .pdf(then: Data("/S /JavaScript /JS (app.alert(1))\n%%EOF".utf8)),
                .active
            ),
            ("a letter that starts a program", .pdf(then: Data("/S /Launch\n%%EOF".utf8)), .active),
            (
                "a letter whose program is spelled otherwise",
                .pdf(then: Data("/S /J#61va#53cript\n%%EOF".utf8)), .active
            ),
            ("a letter with another file", .pdf(then: Data("/Subtype /FileAttachment\n%%EOF".utf8)), .active),
            ("a letter that hides what is in it", .pdf(then: Data("/Encrypt 9 0 R\n%%EOF".utf8)), .active),
            (
                "a picture with an archive that says less",
                .jpeg(width: 9, height: 9, then: Data([0x50, 0x4B, 0x05, 0x06, 9, 9])), .archive
            ),
            (
                "a picture with another archive",
                .jpeg(width: 9, height: 9, then: Data("Rar!".utf8) + [0x1A, 0x07, 0x01]), .archive
            ),
            (
                "a picture with two ends",
                .png(width: 9, height: 9, then: Data(count: 90) + Data.png(width: 9, height: 9).suffix(12)),
                .polyglot
            ),
            (
                "a picture whose size hides behind a mark",
                Data([0xFF, 0xD8, 0xFF, 0x01, 0x00, 0x11])
                    + Data.jpeg(width: 65_535, height: 65_535).dropFirst(2), .unknownKind
            ),
            (
                "a picture that begins as a page", .jpeg(width: 9, height: 9, then: Data("<html>".utf8)),
                .polyglot
            ),
            ("half a letter", Data("%PDF-1.7\n1 0 obj".utf8), .cutShort),
            ("nothing but a head", Data([0xFF, 0xD8, 0xFF]), .unknownKind),
        ] as [(String, Data, FileInspection.Fault)])
    func `what is two things, grows or acts is refused by name`(
        _ what: String, _ file: Data, _ fault: FileInspection.Fault
    ) throws {
        #expect(throws: fault, "\(what)") { try kind(file) }
    }

    @Test func `whatever comes, it ends with a kind or a name`() throws {
        var chance = SystemRandomNumberGenerator()
        for head in [
            Data.jpeg(width: 9, height: 9), .webp(width: 9, height: 9), .png(width: 9, height: 9), .pdf(),
        ] {
            for _ in 0..<500 {
                var file = Data(head.prefix(Int.random(in: 1...head.count, using: &chance)))
                for _ in 0..<3 { file[Int.random(in: 0..<file.count, using: &chance)] = .random(in: 0...255) }
                _ = try? kind(file)
            }
        }
    }
}

extension Data {
    /// A letter, as far as its kind can be seen.
    static func pdf(then rest: Data = Data()) -> Data {
        Data("%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << >>\n%%EOF\n".utf8) + rest
    }

    /// A picture's head and end.
    static func png(width: UInt32, height: UInt32, then rest: Data = Data()) -> Data {
        var file = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]) + Data("IHDR".utf8)
        for side in [width, height] {
            Swift.withUnsafeBytes(of: side.bigEndian) { file.append(contentsOf: $0) }
        }
        file.append(contentsOf: [8, 2, 0, 0, 0, 1, 2, 3, 4])
        return file + Data([0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]) + rest
    }

    /// A picture's segments up to its frame.
    static func jpeg(width: UInt16, height: UInt16, then rest: Data = Data()) -> Data {
        var file = Data([0xFF, 0xD8, 0xFF, 0xE0, 0, 6, 0x4A, 0x46, 0x49, 0x46, 0xFF, 0xC0, 0, 17, 8])
        for side in [height, width] {
            Swift.withUnsafeBytes(of: side.bigEndian) { file.append(contentsOf: $0) }
        }
        return file + Data([3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]) + rest + Data([0xFF, 0xD9])
    }

    /// A picture's container with its size.
    static func webp(width: Int, height: Int, then rest: Data = Data()) -> Data {
        func little(_ number: Int, _ count: Int) -> Data {
            Data((0..<count).map { UInt8(number >> (8 * $0) & 0xFF) })
        }
        let head =
            Data("VP8X".utf8) + little(10, 4) + little(0, 4) + little(width - 1, 3) + little(height - 1, 3)
        return Data("RIFF".utf8) + little(head.count + 4, 4) + Data("WEBP".utf8) + head + rest
    }

    /// The end of an empty archive, with a comment.
    static func archive() -> Data {
        Data([0x50, 0x4B, 0x05, 0x06] + [UInt8](repeating: 0, count: 16) + [3, 0, 0x61, 0x62, 0x63])
    }
}
