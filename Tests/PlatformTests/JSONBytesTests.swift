import Domain
import Foundation
import ServiceContracts
import Testing

@testable import Platform

/// What is written straight into bytes is what Foundation reads, and what its own encoder would have said.
@Suite struct JSONBytesTests {
    private func read(_ data: Data) throws -> JSON { try JSONDecoder().decode(JSON.self, from: data) }

    private func expectSame(_ value: some Encodable) throws {
        let own = try JSONBytes.encode(value)
        #expect(try read(own) == read(JSONEncoder().encode(value)), "\(String(decoding: own, as: UTF8.self))")
    }

    private static let characters: [Character] = [
        "a", "\"", "\\", "\n", "\r", "\t", "\u{1}", "\u{1F}", "ß", "😀", "/", "\u{2028}", "\u{7F}",
    ]

    private func random(_ depth: Int, _ generator: inout SeededRandom) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
        case 0: .null
        case 1: .bool(Bool.random(using: &generator))
        case 2: .int(Int.random(in: Int.min...Int.max, using: &generator))
        case 3: .double(Double.random(in: -1e9...1e9, using: &generator))
        case 4:
            .string(
                String(
                    (0..<Int.random(in: 0..<9, using: &generator)).map { _ in
                        Self.characters.randomElement(using: &generator)!
                    }))
        case 5:
            .array((0..<Int.random(in: 0..<4, using: &generator)).map { _ in random(depth - 1, &generator) })
        default:
            .object(
                Dictionary(
                    (0..<Int.random(in: 0..<4, using: &generator)).map {
                        ("k\($0)\"", random(depth - 1, &generator))
                    }
                ) { $1 })
        }
    }

    @Test(arguments: 1...300) func `any JSON is read back as it was`(seed: UInt64) throws {
        var generator = SeededRandom(seed: seed)
        let value = JSON.array([random(4, &generator)])
        #expect(try read(JSONBytes.encode(value)) == value)
        #expect(try JSONBytes.encode(value) == JSONBytes.encode(value), "the same to the byte")
    }

    private struct Everything: Encodable {
        struct Empty: Encodable {}
        enum Kind: Encodable { case plain, with(number: Int, String) }
        var empty = Empty()
        var optional: Int?
        var some: Int? = 3
        var kinds = [Kind.plain, .with(number: 1, "x")]
        var list: [[Int]] = [[], [1, 2]]
        var nothings: [Int?] = [nil, 1]
        var text = "\u{0}\u{8} “quoted” \\ /"
        var big = Int64.max
        var half = 0.5
        var tiny = 1e-7
        var whole = 5.0
        var flag = true
        var date = LocalDate(iso8601: "2026-03-02")
        var instant = Instant(rfc3339: "2026-03-02T09:15:00Z")
        var patient = Identifier<Patient>("pt-1")
        var minutes = Minutes(7)
        var byte: UInt8 = 200
        var float: Float = 0.25
        var set: Set = ["one"]
    }

    @Test func `whatever a body is made of is written as Foundation writes it`() throws {
        try expectSame(Everything())
        try expectSame([Everything(), Everything()])
        try expectSame(["a", nil])
        try expectSame([String]())
        try expectSame(Page(items: [LocationBody.example], next: "x"))
    }

    /// Opens containers by hand, and goes on in an outer one while an inner one is open.
    private struct ByHand: Encodable {
        private enum Key: String, CodingKey { case a, b, c, d, e }

        func encode(to encoder: any Encoder) throws {
            var object = encoder.container(keyedBy: Key.self)
            var list = object.nestedUnkeyedContainer(forKey: .a)
            try list.encode(1)
            var inner = list.nestedContainer(keyedBy: Key.self)
            try inner.encode("x", forKey: .b)
            try object.encode(true, forKey: .c)
            _ = object.nestedContainer(keyedBy: Key.self, forKey: .d)
            var more = encoder.container(keyedBy: Key.self)
            try more.encodeNil(forKey: .e)
            try "y".encode(to: object.superEncoder())
        }
    }

    @Test func `containers opened by hand are closed where they end`() throws {
        try expectSame(ByHand())
        try expectSame([ByHand(), ByHand()])
        try expectSame(ClinicChanged(LocationChange.example, displaced: []))
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `what is no number is refused`(number: Double) {
        #expect(throws: EncodingError.self) { try JSONBytes.encode([number]) }
        #expect(throws: EncodingError.self) { try JSONBytes.encode(["x": number]) }
    }
}
