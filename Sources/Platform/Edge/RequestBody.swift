import Foundation
import Hummingbird
import NIOCore
import NIOFoundationCompat

/// The body of a request as an operation takes it: JSON, a form for programs that speak nothing else, or bytes.
struct RequestBody {
    /// Bytes of a body.
    private static let largest = 256 * 1_024
    /// Bytes that still count as nothing.
    private static let empty = 64
    private static let json = ["application/json", "application/merge-patch+json"]
    private static let parts = "multipart/form-data"
    private static let form = "application/x-www-form-urlencoded"
    private static let bytes = "application/octet-stream"

    let operation: APIOperation

    /// The bytes as JSON, whatever was sent, or as they are where the operation takes bytes; empty for nothing.
    ///
    /// - Throws: ``Problem`` for too many, for another type, and for bytes where none are taken.
    func read(_ request: Request) async throws -> ByteBuffer {
        do {
            guard operation.takesBody else { return try await readNothing(request) }
            if let length = request.headers[.contentLength].flatMap(Int.init), length > Self.largest {
                throw Problem(.bodyTooLarge)
            }
            let body = try await request.body.collect(upTo: Self.largest)
            return try read(body, of: (request.headers[.contentType] ?? "").lowercased())
        } catch is NIOTooManyBytesError {
            throw Problem(.bodyTooLarge)
        }
    }

    private func read(_ body: ByteBuffer, of type: String) throws -> ByteBuffer {
        if body.readableBytes == 0, operation.isBodyOptional { return body }
        if operation.demands.contains(.bytes) {
            guard type.hasPrefix(Self.bytes) else {
                throw Problem(.unsupportedMediaType, "send \(Self.bytes)")
            }
            return body
        }
        if operation.demands.contains(.form) {
            // Programs that post to links may say what they say in parts (RFC 8058, §3.2); nobody needs to read it.
            if type.hasPrefix(Self.parts), operation.isBodyOptional { return ByteBuffer() }
            guard type.hasPrefix(Self.form) else { throw Problem(.unsupportedMediaType, "send \(Self.form)") }
            return try Self.fields(String(buffer: body))
        }
        guard Self.json.contains(where: type.hasPrefix) else { throw Problem(.unsupportedMediaType) }
        return body
    }

    /// Operations that take no body are sent none, or an empty object by clients that always send one.
    private func readNothing(_ request: Request) async throws -> ByteBuffer {
        let body = try await request.body.collect(upTo: Self.empty)
        let text = String(buffer: body).filter { !$0.isWhitespace }
        guard text.isEmpty || text == "{}" else {
            throw Problem.invalid("body", "must be absent: the operation takes none")
        }
        return ByteBuffer()
    }

    /// A form as an object of text, each field once (URL Standard, §5.1).
    private static func fields(_ text: String) throws -> ByteBuffer {
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.replacing("+", with: " ").removingPercentEncoding }
            guard let name = parts[0], let value = parts.count > 1 ? parts[1] : "" else {
                throw Problem.invalid("body", "must be percent-encoded UTF-8")
            }
            guard fields.updateValue(value, forKey: name) == nil else {
                throw Problem.invalid(String(name.prefix(64)), "must be given once")
            }
        }
        return ByteBuffer(data: try JSONEncoder().encode(fields))
    }
}
