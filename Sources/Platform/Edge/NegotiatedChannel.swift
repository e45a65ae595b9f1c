import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOHTTP2

/// A TLS connection that must have agreed on a protocol within ten seconds; ``ConnectionDeadlines`` guards what follows.
struct NegotiatedChannel: ServerChildChannel {
    private let base: HTTP2UpgradeChannel

    private static let limit = TimeAmount.seconds(10)

    init(_ base: HTTP2UpgradeChannel) {
        self.base = base
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP2UpgradeChannel.Value> {
        let deadline = channel.eventLoop.scheduleTask(in: Self.limit) {
            if !Self.isNegotiated(channel) { channel.close(promise: nil) }
        }
        channel.closeFuture.whenComplete { _ in deadline.cancel() }
        return base.setup(channel: channel, logger: logger)
    }

    func handle(value: HTTP2UpgradeChannel.Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }

    /// Either protocol adds handlers of its own once it was agreed on.
    private static func isNegotiated(_ channel: any Channel) -> Bool {
        let pipeline = channel.pipeline.syncOperations
        return (try? pipeline.handler(type: ConnectionDeadlines.self)) != nil
            || (try? pipeline.handler(type: NIOHTTP2Handler.self)) != nil
    }
}
