import NIOHTTP1
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import ServiceContracts

extension ServiceLine {
    private static let largestAnswer = 256 << 20
    private static let largestRefusal = 1 << 20
    /// After so long news are asked for anew, whatever comes: so a machine that is gone is noticed.
    private static let longestNews = Duration.seconds(60)
    private static let pauseOfNews = Duration.milliseconds(500)

    /// Asks, and waits for the answer.
    ///
    /// - Throws: ``Refusal`` for a problem that the service answered, ``ServiceUnreachable`` if no answer came in time.
    func ask<Question, Answer>(
        _ call: ContractCall<Question, Answer>, _ question: Question
    ) async throws -> Answer {
        let body = try JSONEncoder().encode(question)
        return try await within(.seconds(call.seconds)) {
            for pause in call.isRepeatable ? Self.pauses : [] {
                do {
                    return try await answer(call.path, body)
                } catch is ServiceUnreachable {
                    try await Task.sleep(for: pause)
                }
            }
            return try await answer(call.path, body)
        }
    }

    private func answer<Answer: Decodable>(_ path: String, _ body: Data) async throws -> Answer {
        let response = try await execute(try await question(path, body))
        let bytes = try await self.body(of: response, upTo: Self.largestAnswer)
        guard response.status == .ok else { throw Refusal(Int(response.status.code), bytes) }
        return try JSONDecoder().decode(Answer.self, from: bytes)
    }

    private func question(_ path: String, _ body: Data = Data("{}".utf8)) async throws -> HTTPClientRequest {
        var request = try await request(.POST, path, for: ServiceAudience.contracts(of: service))
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(data: body))
        return request
    }

    /// An element at once, and whenever the service has news; it goes on when the service comes back.
    func news() -> AsyncStream<Void> {
        let (news, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let listening = Task {
            while !Task.isCancelled {
                // Something may have happened while nobody listened.
                continuation.yield()
                try? await within(Self.longestNews) {
                    let response = try await execute(try await question(InternalPath.news(of: service)))
                    for try await _ in response.body { continuation.yield() }
                }
                try? await Task.sleep(for: Self.pauseOfNews)
            }
        }
        continuation.onTermination = { _ in listening.cancel() }
        return news
    }

    /// Copies what the service answers at `path` into a new file.
    ///
    /// - Throws: ``Refusal``, ``ServiceUnreachable`` if not all of it came in time, or what the disk throws.
    func download(_ path: String, to file: String, within seconds: Int) async throws {
        try await within(.seconds(seconds)) {
            let response = try await execute(try await question(path))
            guard response.status == .ok else {
                throw Refusal(
                    Int(response.status.code), try await body(of: response, upTo: Self.largestRefusal))
            }
            guard
                FileManager.default.createFile(
                    atPath: file, contents: nil, attributes: [.posixPermissions: 0o600])
            else { throw CocoaError(.fileWriteUnknown) }
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
            defer { try? handle.close() }
            var parts = response.body.makeAsyncIterator()
            while let part = try await next(&parts) { try handle.write(contentsOf: Data(buffer: part)) }
        }
    }

    /// What the line throws and what the disk throws are two things.
    private func next(_ parts: inout HTTPClientResponse.Body.AsyncIterator) async throws -> ByteBuffer? {
        do {
            return try await parts.next()
        } catch {
            throw try failure(error)
        }
    }
}
