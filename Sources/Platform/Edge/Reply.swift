public import Foundation
public import HTTPTypes
import Hummingbird
import NIOCore
public import ServiceContracts
public import Words

/// What an operation answers.
public struct Reply: Sendable {
    /// What is sent after the headers.
    public enum Content: Sendable {
        /// Nothing.
        case nothing
        /// Bytes of a media type.
        case bytes(Data, String)
        /// Text that is written as it comes, until the sequence or the connection ends.
        case stream(AsyncStream<String>, String)
    }

    /// The status.
    public var status: HTTPResponse.Status
    /// Headers beside the usual ones.
    public var headers: HTTPFields = [:]
    /// What follows them.
    public var content: Content

    /// An answer.
    public init(status: HTTPResponse.Status, content: Content = .nothing) {
        self.status = status
        self.content = content
    }

    /// 200 with a body.
    ///
    /// - Throws: `EncodingError` for a body that JSON cannot say.
    public static func ok(_ body: some Body) throws -> Reply { try json(.ok, body) }

    /// 201 with a body and where it can be read again.
    ///
    /// - Throws: `EncodingError` for a body that JSON cannot say.
    public static func created(_ body: some Body, at path: String) throws -> Reply {
        var reply = try json(.created, body)
        reply.headers[.location] = path
        return reply
    }

    /// 202 with a body and where it can be read again.
    ///
    /// - Throws: `EncodingError` for a body that JSON cannot say.
    public static func accepted(_ body: some Body, at path: String) throws -> Reply {
        var reply = try json(.accepted, body)
        reply.headers[.location] = path
        return reply
    }

    /// 202.
    public static let noted = Reply(status: .accepted)

    /// 204.
    public static let nothing = Reply(status: .noContent)

    private static func json(_ status: HTTPResponse.Status, _ body: some Body) throws -> Reply {
        Reply(status: status, content: .bytes(try JSONBytes.encode(body), "application/json"))
    }

    /// The same answer with the version that If-Match will be compared to.
    public func tagged(_ version: String) -> Reply {
        var reply = self
        reply.headers[.eTag] = "\"\(version)\""
        return reply
    }

    /// The same answer, which is said in `language`.
    public func said(in language: Language) -> Reply {
        with(.contentLanguage, language.rawValue).with(.vary, "Accept-Language")
    }

    /// The same answer with another header.
    public func with(_ name: HTTPField.Name, _ value: String) -> Reply {
        var reply = self
        reply.headers.append(HTTPField(name: name, value: value))
        return reply
    }
}
