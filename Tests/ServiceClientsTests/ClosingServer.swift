import NIOCore
import NIOPosix

/// A server that reads what is asked and closes without an answer, as one that is killed does; or begins one and is stuck.
final class ClosingServer: Sendable {
    let port: Int
    private let channel: any Channel

    init(isStuck: Bool = false, _ onRequest: @escaping @Sendable () -> Void) async throws {
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Closing(isStuck: isStuck, onRequest))
                }
            }.bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    func close() async throws { try await channel.close() }

    private final class Closing: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let isStuck: Bool
        private let onRequest: @Sendable () -> Void

        init(isStuck: Bool, _ onRequest: @escaping @Sendable () -> Void) {
            self.isStuck = isStuck
            self.onRequest = onRequest
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            onRequest()
            guard isStuck else { return context.close(promise: nil) }
            let head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ntr"
            context.writeAndFlush(NIOAny(ByteBuffer(string: head)), promise: nil)
        }
    }
}
