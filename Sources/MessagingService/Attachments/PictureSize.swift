import Foundation
import ServiceContracts

/// What the head of a picture says of it.
struct PictureSize {
    let kind: AttachmentBody.Kind
    let pixels: Int
    /// How long the whole file is, where its head says so.
    let length: Int?

    /// `nil` for what is no picture of a kind that is taken, or does not say how large it is.
    init?(_ head: Data) {
        let head = [UInt8](head.prefix(AttachmentBody.partBytes))
        let found = Self.png(head) ?? Self.webp(head) ?? Self.jpeg(head)
        guard let found, found.width > 0, found.height > 0 else { return nil }
        let (pixels, isTooMany) = found.width.multipliedReportingOverflow(by: found.height)
        (kind, self.pixels, length) = (found.kind, isTooMany ? .max : pixels, found.length)
    }

    private typealias Found = (kind: AttachmentBody.Kind, width: Int, height: Int, length: Int?)

    private static func png(_ head: [UInt8]) -> Found? {
        let begin: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard head.count >= 33, head.starts(with: begin), head[12..<16].elementsEqual("IHDR".utf8) else {
            return nil
        }
        return (.png, big(head, at: 16, 4), big(head, at: 20, 4), nil)
    }

    private static func webp(_ head: [UInt8]) -> Found? {
        guard head.count >= 30, head.starts(with: "RIFF".utf8), head[8..<12].elementsEqual("WEBP".utf8) else {
            return nil
        }
        let length = little(head, at: 4, 4) + 8
        switch String(decoding: head[12..<16], as: UTF8.self) {
        case "VP8X": return (.webp, little(head, at: 24, 3) + 1, little(head, at: 27, 3) + 1, length)
        case "VP8 ":
            guard head[23..<26].elementsEqual([0x9D, 0x01, 0x2A]) else { return nil }
            return (.webp, little(head, at: 26, 2) & 0x3FFF, little(head, at: 28, 2) & 0x3FFF, length)
        case "VP8L":
            guard head[20] == 0x2F else { return nil }
            let bits = little(head, at: 21, 4)
            return (.webp, bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1, length)
        default: return nil
        }
    }

    /// Walks the segments to the frame, which says the size; pixels before it are none.
    private static func jpeg(_ head: [UInt8]) -> Found? {
        guard head.starts(with: [0xFF, 0xD8, 0xFF]) else { return nil }
        var at = 2
        while at + 9 < head.count, head[at] == 0xFF {
            let marker = head[at + 1]
            switch marker {
            case 0xFF: at += 1  // fill bytes
            case 0x01, 0xD0...0xD7: at += 2  // markers without a length
            case 0x00, 0xD8...0xDA: return nil
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                return (.jpeg, big(head, at: at + 7, 2), big(head, at: at + 5, 2), nil)
            default:
                let length = big(head, at: at + 2, 2)
                guard length >= 2 else { return nil }
                at += 2 + length
            }
        }
        return nil
    }

    private static func big(_ bytes: [UInt8], at place: Int, _ count: Int) -> Int {
        bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func little(_ bytes: [UInt8], at place: Int, _ count: Int) -> Int {
        bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
