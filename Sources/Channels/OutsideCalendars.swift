import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
public import ServiceContracts
import Workers

/// Calendars on the internet, which people name: no machine of the clinic's own network is asked because somebody says so.
///
/// *Rule.* A name is looked up once, all of its addresses must be public, and the connection goes to one of these; every address that an
/// answer leads to is looked at the same way. *Why.* Whoever names the address could else have the server ask a database beside it. *If
/// broken.* A practitioner reads what only the clinic's machines may.
public struct OutsideCalendars: CalendarSource {
    private let allowed: Set<String>
    private let thread = WorkerThreads("names of calendars", count: 1, capacity: 100)

    private static let most = 5 * 1_024 * 1_024
    private static let mostRedirects = 3
    /// For all of it: names, redirects and what is read.
    private static let patience = Duration.seconds(20)
    private static let silence = TimeAmount.seconds(10)
    private static let moved: Set<UInt> = [301, 302, 303, 307, 308]

    /// Calendars anywhere on the internet.
    ///
    /// - Parameter allowed: Hosts that are asked although they are in a network of the clinic's own, also without TLS.
    public init(allowing allowed: Set<String> = []) { self.allowed = allowed }

    /// See ``ServiceContracts/CalendarSource``.
    public func read(_ address: String, unless tag: String?) async throws -> CalendarAnswer {
        try await withThrowingTaskGroup(of: CalendarAnswer.self) { group in
            group.addTask { try await follow(address, unless: tag) }
            group.addTask {
                try await Task.sleep(for: Self.patience)
                throw CalendarTrouble.silence
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CalendarTrouble.silence }
            return answer
        }
    }

    private func follow(_ address: String, unless tag: String?) async throws -> CalendarAnswer {
        var place = try Self.place(address)
        for _ in 0...Self.mostRedirects {
            switch try await ask(place, unless: tag) {
            case .answer(let answer): return answer
            case .elsewhere(let text):
                guard let next = URL(string: text, relativeTo: place)?.absoluteURL else {
                    throw CalendarTrouble.address
                }
                place = next
            }
        }
        throw CalendarTrouble.address
    }

    private enum Reply {
        case answer(CalendarAnswer)
        case elsewhere(String)
    }

    private static func place(_ address: String) throws -> URL {
        let text = address.hasPrefix("webcal://") ? "https://" + address.dropFirst(9) : address
        guard let url = URL(string: text) else { throw CalendarTrouble.address }
        return url
    }

    /// Each host has a client of its own, which knows the one machine that was looked at.
    private func ask(_ place: URL, unless tag: String?) async throws -> Reply {
        guard let host = place.host, !host.isEmpty, place.user == nil,
            place.scheme == "https" || (place.scheme == "http" && allowed.contains(host))
        else { throw CalendarTrouble.address }
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: Self.silence, read: Self.silence)
        configuration.dnsOverride = [host: try await machine(of: host)]
        let client = HTTPClient(
            eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
        do {
            let reply = try await Self.ask(place, unless: tag, by: client)
            try? await client.shutdown()
            return reply
        } catch let trouble as CalendarTrouble {
            try? await client.shutdown()
            throw trouble
        } catch  where Task.isCancelled {
            try? await client.shutdown()
            throw CancellationError()
        } catch {
            try? await client.shutdown()
            throw CalendarTrouble.silence
        }
    }

    private static func ask(_ place: URL, unless tag: String?, by client: HTTPClient) async throws -> Reply {
        var request = HTTPClientRequest(url: place.absoluteString)
        request.headers.add(name: "Accept", value: "text/calendar")
        if let tag { request.headers.add(name: "If-None-Match", value: tag) }
        let answer = try await client.execute(request, timeout: silence)
        if answer.status.code == 304, tag != nil { return .answer(.unchanged) }
        if moved.contains(answer.status.code), let next = answer.headers.first(name: "Location") {
            return .elsewhere(next)
        }
        guard answer.status.code == 200 else { throw CalendarTrouble.status(Int(answer.status.code)) }
        var bytes = ByteBuffer()
        for try await part in answer.body {
            guard bytes.readableBytes + part.readableBytes <= most else {
                throw CalendarTrouble.tooLarge(most)
            }
            bytes.writeImmutableBuffer(part)
        }
        return .answer(.bytes(Array(bytes.readableBytesView), tag: answer.headers.first(name: "ETag")))
    }

    /// The machine that is asked: one of a host all of whose machines are public.
    private func machine(of host: String) async throws -> String {
        guard let found = try? await thread.run({ InternetAddress.all(of: host) }) else {
            throw CalendarTrouble.silence
        }
        guard let first = found.first else { throw CalendarTrouble.silence }
        guard allowed.contains(host) || found.allSatisfy(\.address.isPublic) else {
            throw CalendarTrouble.address
        }
        return first.text
    }
}
