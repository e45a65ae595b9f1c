import Foundation
import Hummingbird
import HummingbirdCore
import NIOCore
import NIOFoundationCompat
public import ServiceContracts
import ServiceLifecycle

/// One call of a contract as a service answers it to other processes; what is not in the table is not answered.
public struct ContractRoute: Sendable {
    /// Which service answers.
    let service: String
    let path: String
    /// For figures.
    let name: String
    let mediaType: String
    /// Reads what is asked, and makes the answer.
    let answer: @Sendable (ByteBuffer) async throws -> ResponseBody

    /// News that nobody has for so long are a byte all the same: so a reader that is gone is noticed.
    private static let heartbeat = Duration.seconds(10)
    private static let piece = 1 << 20
    private static let binary = "application/octet-stream"

    /// A route that answers a call by `body`.
    public init<Question, Answer>(
        _ call: ContractCall<Question, Answer>, _ body: @escaping @Sendable (Question) async throws -> Answer
    ) {
        self.init(call.service, call.path, "\(call.service) \(call.name)", "application/json") { bytes in
            guard let question = try? JSONDecoder().decode(Question.self, from: bytes) else {
                throw Unreadable()
            }
            return ResponseBody(
                byteBuffer: ByteBuffer(data: try JSONEncoder().encode(try await body(question))))
        }
    }

    /// Somebody asks what this program does not understand: another version of it, most likely.
    struct Unreadable: Error {}

    private init(
        _ service: String, _ path: String, _ name: String, _ mediaType: String,
        _ answer: @escaping @Sendable (ByteBuffer) async throws -> ResponseBody
    ) {
        self.service = service
        self.path = path
        self.name = name
        self.mediaType = mediaType
        self.answer = answer
    }

    /// News of a service as they happen: a byte each, until whoever reads or the service ends.
    public static func news(
        of service: String, _ news: @escaping @Sendable () -> AsyncStream<Void>
    ) -> ContractRoute {
        ContractRoute(service, InternalPath.news(of: service), "\(service) news", binary) { _ in
            ResponseBody { writer in
                for await _ in beating(news()) { try await writer.write(ByteBuffer(string: "\n")) }
                try await writer.finish(nil)
            }
        }
    }

    /// The same with something now and then where there is nothing.
    private static func beating(_ news: AsyncStream<Void>) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let told = Task {
            for await _ in news { continuation.yield() }
            continuation.finish()
        }
        let heart = Task {
            while (try? await Task.sleep(for: heartbeat)) != nil { continuation.yield() }
        }
        let end = Task {
            // Told to stop, nobody waits for news any more.
            try? await gracefulShutdown()
            continuation.finish()
        }
        continuation.onTermination = { _ in
            told.cancel()
            heart.cancel()
            end.cancel()
        }
        return stream
    }

    /// A file that `make` makes in a directory of its own inside `scratch`, which is removed when it was sent.
    public static func file(
        of service: String, at path: String, named name: String, in scratch: String,
        _ make: @escaping @Sendable (String) async throws -> Void
    ) -> ContractRoute {
        ContractRoute(service, path, "\(service) \(name)", binary) { _ in
            let folder = "\(scratch)/\(UUID().uuidString)"
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let file: FileHandle
            do {
                try await make(folder)
                file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "\(folder)/\(name)"))
                // It is read through its descriptor, whatever becomes of its name.
                try FileManager.default.removeItem(atPath: folder)
            } catch {
                try? FileManager.default.removeItem(atPath: folder)
                throw error
            }
            let size = try file.seekToEnd()
            try file.seek(toOffset: 0)
            return ResponseBody(contentLength: Int(size)) { writer in
                defer { try? file.close() }
                while let part = try file.read(upToCount: piece), !part.isEmpty {
                    try await writer.write(ByteBuffer(data: part))
                }
                try await writer.finish(nil)
            }
        }
    }
}
