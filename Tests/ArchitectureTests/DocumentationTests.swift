import Foundation
import Testing

/// Whoever calls something public reads what it throws.
@Suite struct DocumentationTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")

    /// Public functions of `text` that throw anything and do not say what: by a `Throws:`, by the type in the signature, or
    /// by the protocol they point to. What `Codable` asks for throws what it always does.
    private static func silent(in text: String) -> [String] {
        let lines = text.components(separatedBy: "\n")
        return lines.indices.compactMap { index in
            let line = lines[index].trimmingCharacters(in: .whitespaces)
            let isPublic = line.prefixMatch(of: /public (?:\w+ )*(?:func |init[(<?])/) != nil
            guard isPublic else { return nil }
            let head = lines[index...].joined(separator: " ").prefix { $0 != "{" }
            guard throwsUntyped(head), !head.contains(/(from decoder|to encoder): any/) else { return nil }
            let doc = lines[..<index].reversed().prefix { line in
                let text = line.trimmingCharacters(in: .whitespaces)
                return text.hasPrefix("///") || text.hasPrefix("@")
            }
            return doc.contains { $0.contains("Throws:") || $0.contains("hrows `") || $0.contains("See ``") }
                ? nil : line
        }
    }

    /// Whether `throws` stands behind the parameters, and not in one of them.
    private static func throwsUntyped(_ head: Substring) -> Bool {
        var depth = 0
        let outside = head.filter { character in
            if character == "(" { depth += 1 }
            defer { if character == ")" { depth -= 1 } }
            return depth == 0 || character == "("
        }
        // A typed throw is `throws(`, which leaves its bracket here.
        return outside.contains(/\bthrows\b(?!\()/)
    }

    @Test func `every public function says what it throws`() throws {
        var count = 0
        for case let file as URL in FileManager.default.enumerator(
            at: Self.sources, includingPropertiesForKeys: nil)! where file.pathExtension == "swift"
        {
            let text = try String(contentsOf: file, encoding: .utf8)
            count += 1
            for line in Self.silent(in: text) {
                Issue.record("\(file.lastPathComponent): \(line)")
            }
        }
        #expect(count > 300)
    }

    @Test(arguments: [
        ("/// Reads.\npublic func read() throws -> Int {", true),
        ("/// Reads.\n///\n/// - Throws: `X`.\npublic func read() async throws -> Int {", false),
        ("/// Reads.\npublic func read() throws(X) -> Int {", false),
        ("/// See ``Port``.\npublic static func read(_ a: Int) throws {", false),
        ("/// Runs.\npublic func run(_ body: () throws -> Void) {", false),
        ("/// Runs.\npublic func run(\n    _ body: () throws -> Void\n) async throws {", true),
        ("public init(from decoder: any Decoder) throws {", false), ("func own() throws {", false),
        ("/// Makes.\npublic init(_ a: Int) throws {", true),
    ])
    func `what is silent would be found`(text: String, isFound: Bool) {
        #expect(Self.silent(in: text).isEmpty != isFound)
    }
}
