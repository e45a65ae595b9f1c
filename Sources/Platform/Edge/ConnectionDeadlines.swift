import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Closes connections that take their time: one handler in the pipeline of each HTTP/1.1 connection and HTTP/2 stream.
///
/// *Rule.* A head must arrive within ten seconds of the connection or the last answer's end; a body at a kibibyte a
/// second after five seconds' grace; a client that does not read is given fifteen. *Why.* A slow client costs memory and
/// a descriptor for as long as it likes. *If broken.* A few thousand of them keep everybody else out.
final class ConnectionDeadlines: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum Phase {
        case head
        case body(bytes: Int, since: NIODeadline)
        case answering
    }

    private var phase = Phase.head
    private var timer: Scheduled<Void>?
    private var unwritable: Scheduled<Void>?
    private var isAnswerBegun = false
    /// Requests whose head was read and whose answer has not ended; more than one if the client sends ahead.
    private var open = 0

    private static let headLimit = TimeAmount.seconds(10)
    private static let bodyGrace = TimeAmount.seconds(5)
    private static let bytesPerSecond = 1024
    private static let writeLimit = TimeAmount.seconds(15)

    func handlerAdded(context: ChannelHandlerContext) { expectHead(context) }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        unwritable?.cancel()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        unwritable?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            open += 1
            phase = .body(bytes: 0, since: .now())
            arm(context, Self.bodyGrace)
        case .body(let buffer):
            if case .body(let bytes, let since) = phase {
                phase = .body(bytes: bytes + buffer.readableBytes, since: since)
            }
        case .end where open == 0:
            expectHead(context)  // answered before its body was here
        case .end:
            phase = .answering
            timer?.cancel()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head): isAnswerBegun = head.status.kind != .informational
        case .body: break
        case .end:
            isAnswerBegun = false
            open = max(0, open - 1)
            if case .answering = phase, open == 0 { expectHead(context) }
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        unwritable?.cancel()
        if !context.channel.isWritable {
            unwritable = context.eventLoop.assumeIsolated().scheduleTask(in: Self.writeLimit) {
                context.close(promise: nil)
            }
        }
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        refuse(context, error == .headerOverflow ? .headersTooLarge : .malformed)
    }

    /// Whether this is one of many streams of a connection, where no header may speak of the connection (RFC 9113 §8.2.2).
    private func isStream(_ context: ChannelHandlerContext) -> Bool {
        context.channel.parent?.parent != nil
    }

    private func expectHead(_ context: ChannelHandlerContext) {
        phase = .head
        arm(context, Self.headLimit)
    }

    private func arm(_ context: ChannelHandlerContext, _ delay: TimeAmount) {
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: delay) { self.check(context) }
    }

    private func check(_ context: ChannelHandlerContext) {
        switch phase {
        case .head: refuse(context, .timeout)
        case .answering: break
        case .body(let bytes, let since):
            let allowed = Self.bodyGrace + .seconds(Int64(bytes / Self.bytesPerSecond))
            guard NIODeadline.now() < since + allowed else { return refuse(context, .timeout) }
            arm(context, .seconds(1))
        }
    }

    /// Says why, unless an answer is on its way already, and closes.
    private func refuse(_ context: ChannelHandlerContext, _ kind: ProblemKind) {
        timer?.cancel()
        guard !isAnswerBegun, open <= 1 else { return context.close(promise: nil) }
        let body = Problem(kind).text
        var head = HTTPResponse(status: kind.status)
        head.headerFields[.contentType] = "application/problem+json"
        head.headerFields[.contentLength] = "\(body.utf8.count)"
        if !isStream(context) { head.headerFields[.connection] = "close" }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(string: body))), promise: nil)
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
            channel.close(promise: nil)
        }
    }
}

extension Problem {
    /// The body as text, for what is refused before there is a request.
    fileprivate var text: String {
        guard case .bytes(let data, _) = reply(requestID: "none").content else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}
