import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOFoundationCompat

extension Reply {
    /// Whether the client has this version already (RFC 9110 §13.1.2).
    func matches(_ ifNoneMatch: String?) -> Bool {
        guard status == .ok, let tag = headers[.eTag], let ifNoneMatch else { return false }
        return ifNoneMatch == "*"
            || ifNoneMatch.split(separator: ",").contains { $0.filter { $0 != " " } == tag }
    }

    /// The answer with the headers that every answer has.
    func response(requestID: String, isHead: Bool) -> Response {
        var fields = headers
        fields[.requestID] = requestID
        fields[.xContentTypeOptions] = "nosniff"
        if fields[.cacheControl] == nil { fields[.cacheControl] = "no-store" }
        let body: ResponseBody
        switch content {
        case .nothing: body = ResponseBody()
        case .bytes(let data, let type):
            fields[.contentType] = type
            body = ResponseBody(byteBuffer: ByteBuffer(data: data))
        case .stream(let texts, let type):
            fields[.contentType] = type
            body = ResponseBody { writer in
                for await text in texts { try await writer.write(ByteBuffer(string: text)) }
                try await writer.finish(nil)
            }
        }
        let response = Response(status: status, headers: fields, body: body)
        return isHead ? response.createHead() : response
    }
}

extension Response {
    fileprivate func createHead() -> Response {
        Response(status: status, headers: headers, body: ResponseBody())
    }
}
