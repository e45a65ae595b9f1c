import NIOCore
import NIOPosix

/// A server that reads what is asked and closes without an answer, as one that is killed does.
final class ClosingServer: Sendable {
    let port: Int
    private let channel: any Channel

    init(_ onRequest: @escaping @Sendable () -> Void) async throws {
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Closing(onRequest))
                }
            }.bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    func close() async throws { try await channel.close() }

    private final class Closing: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let onRequest: @Sendable () -> Void

        init(_ onRequest: @escaping @Sendable () -> Void) { self.onRequest = onRequest }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            onRequest()
            context.close(promise: nil)
        }
    }
}
