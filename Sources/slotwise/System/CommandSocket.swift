import Foundation
import NIOCore
import NIOExtras
import NIOPosix

/// The socket inside a served clinic's directory at which other processes of the same user hand commands in.
///
/// *Rule.* It stands in the scratch directory, which only its owner enters. *Why.* Whoever may write the files of a clinic may
/// do every command on them already; nobody else is asked for a password here. *If broken.* Any user of the machine is an
/// administrator of the clinic.
struct CommandSocket: Sendable {
    /// What is asked: the words after the program's name, and for whom.
    struct Request: Codable, Sendable {
        let arguments: [String]
        let traits: Console.Traits
    }

    /// What comes back, in order; `status` is the last.
    enum Answer: Codable, Sendable {
        case out(Data)
        case note(String)
        case status(Int32)
    }

    /// The server ended first.
    struct Interrupted: Error, CustomStringConvertible {
        var description: String {
            "the server ended before the command did; look whether it was done, then give it again"
        }
    }

    /// Does what is asked and says what it has to say while it does.
    typealias Work = @Sendable (Request, _ send: @escaping @Sendable (Answer) -> Void) async -> Void

    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private let directory: String

    init(of data: String) { directory = Scratch(of: data).path }

    /// Answers requests until the task is cancelled; a client that goes away cancels its own.
    func serve(_ answer: @escaping Work) async throws {
        try await withPath { path in
            let listening = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup).bind(
                unixDomainSocketPath: path, cleanupExistingSocketFile: true
            ) { channel in channel.eventLoop.makeCompletedFuture { try Self.framed(channel) } }
            try await listening.executeThenClose { connections in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await connection in connections {
                        group.addTask { try? await Self.serve(connection, answer) }
                    }
                }
            }
        }
    }

    /// Hands a request in and gives what comes back to `take` as it comes.
    ///
    /// - Returns: The status with which the command ended; `nil` where nobody listens.
    /// - Throws: `Interrupted` when the server ends before the command has.
    func ask(_ request: Request, _ take: (Answer) -> Void) async throws -> Int32? {
        try await withPath { path in
            let connection: Connection
            do {
                connection = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup).connect(
                    unixDomainSocketPath: path
                ) { channel in channel.eventLoop.makeCompletedFuture { try Self.framed(channel) } }
            } catch {
                return nil
            }
            return try await connection.executeThenClose { inbound, outbound in
                try await outbound.write(Self.line(request))
                for try await line in inbound {
                    let answer = try JSONDecoder().decode(Answer.self, from: Data(line.readableBytesView))
                    if case .status(let status) = answer { return status }
                    take(answer)
                }
                throw Interrupted()
            }
        }
    }

    private static func serve(_ connection: Connection, _ answer: @escaping Work) async throws {
        try await connection.executeThenClose { inbound, outbound in
            var working: Task<Void, any Error>?
            for try await line in inbound where working == nil {
                let request = try JSONDecoder().decode(Request.self, from: Data(line.readableBytesView))
                working = Task { try await work(on: request, outbound, answer) }
            }
            // Whoever asked is gone, or has its answer.
            working?.cancel()
            _ = await working?.result
        }
    }

    private static func work(
        on request: Request, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>, _ answer: @escaping Work
    ) async throws {
        let (answers, sending) = AsyncStream.makeStream(of: Answer.self)
        async let isDone: Void = {
            await answer(request) { sending.yield($0) }
            sending.finish()
        }()
        for await answer in answers { try await outbound.write(line(answer)) }
        await isDone
    }

    private static func framed(_ channel: any Channel) throws -> Connection {
        try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(LineBasedFrameDecoder()))
        return try Connection(wrappingChannelSynchronously: channel)
    }

    private static func line(_ value: some Encodable) throws -> ByteBuffer {
        var buffer = ByteBuffer(bytes: try JSONEncoder().encode(value))
        buffer.writeString("\n")
        return buffer
    }

    /// The socket's name through an open directory: an address holds 107 bytes, whatever the path of the clinic is.
    private func withPath<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        let opened = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { if opened >= 0 { close(opened) } }
        return try await body("/proc/self/fd/\(opened)/commands")
    }
}
