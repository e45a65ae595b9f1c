import NIOHTTP1
import AsyncHTTPClient
import Domain
import Foundation
import NIOCore
import ServiceContracts
import Synchronization
import TestKit
import Testing

@testable import ServiceClients

/// The way between two processes: who is answered, what is asked again, and when somebody gives up.
@Suite struct WireTests {
    private func withHTTP(_ body: (HTTPClient) async throws -> Void) async throws {
        let http = HTTPClient(configuration: try ServiceLine.configuration())
        do {
            try await body(http)
        } catch {
            try await http.shutdown()
            throw error
        }
        try await http.shutdown()
    }

    @Test func `a secret that can be guessed is refused`() {
        #expect(throws: ServiceKey.TooShort.self) { try ServiceKey("password") }
    }

    @Test func `a token opens what it names, to who has the secret`() async throws {
        let key = try ServiceKey(Parties.secret)
        let token = try await key.token(for: ServiceAudience.contracts(of: "users"))
        #expect(await key.opens(token, for: ["users", "auth"]))
        #expect(await !key.opens(token, for: ["scheduling", ServiceAudience.people(of: "users")]))
        #expect(await !key.opens("", for: ["users"]))
        #expect(await !key.opens(token + "x", for: ["users"]))
        let other = try ServiceKey(String(Parties.secret.reversed()))
        #expect(await !other.opens(token, for: ["users"]))
        #expect(try await key.token(for: "users") == token, "for a while the same")
    }

    @Test func `without the clinic's key nothing is answered, and nothing says what there is`() async throws {
        let services = try await Services()
        try await services.listening(try ServiceKey(Parties.secret)) { address in
            try await withHTTP { http in
                let stranger = try ServiceKey("another secret that is long enough")
                let line = ServiceLine(to: "users", at: address, http: http, key: stranger)
                let error = await #expect(throws: ServiceUnreachable.self) {
                    try await line.ask(PeopleCalls.knows, "pt-1")
                }
                #expect(error?.why == "the key is another", "who asks is no stranger to the clinic's people")
                for path in [PeopleCalls.knows.path, "\(InternalPath.prefix)users/nothing"] {
                    var request = HTTPClientRequest(url: address + path)
                    request.method = .POST
                    #expect(try await http.execute(request, timeout: .seconds(5)).status == .unauthorized)
                }
                // What people may ask at the gateway is not answered here to people.
                let direct = HTTPClientRequest(url: "\(address)/v1/locations")
                #expect(try await http.execute(direct, timeout: .seconds(5)).status == .notFound)
            }
        }
    }

    @Test func `the key of one service's contracts opens no other's, and nothing that people ask`()
        async throws
    {
        let services = try await Services()
        let key = try ServiceKey(Parties.secret)
        try await services.listening(key) { address in
            try await withHTTP { http in
                func status(_ path: String, _ audience: String) async throws -> UInt {
                    var request = HTTPClientRequest(url: address + path)
                    request.method = path.hasPrefix(InternalPath.prefix) ? .POST : .GET
                    request.headers.add(name: InternalHeader.token, value: try await key.token(for: audience))
                    if request.method == .POST { request.body = .bytes(ByteBuffer(string: #""pt-1""#)) }
                    return try await http.execute(request, timeout: .seconds(5)).status.code
                }
                let (knows, people) = (PeopleCalls.knows.path, ServiceAudience.people(of: "users"))
                for (path, audience, wanted) in [
                    (knows, "users", 200), (knows, "auth", 401), (knows, people, 401),
                    ("/v1/locations", "users", 401), ("/v1/locations", people, 200),
                ] {
                    let found = try await status(path, audience)
                    #expect(found == wanted, "\(path) with a key for \(audience)")
                }
            }
        }
    }

    @Test func `a question that another version would understand is no answer of the service`() async throws {
        let services = try await Services()
        let key = try ServiceKey(Parties.secret)
        try await services.listening(key) { address in
            try await withHTTP { http in
                let line = ServiceLine(to: "users", at: address, http: http, key: key)
                let odd = ContractCall<Int, Bool>("users", PeopleCalls.knows.name)
                let error = await #expect(throws: ServiceUnreachable.self) { try await line.ask(odd, 7) }
                #expect(error?.why == "it does not understand this question")
                let missing = ContractCall<Nothing, Bool>("users", "nothing")
                let other = await #expect(throws: ServiceUnreachable.self) {
                    try await line.ask(missing, Nothing())
                }
                #expect(other?.why == "it does not know this contract")
            }
        }
    }

    @Test func `an answer that begins and does not go on is given up`() async throws {
        let server = try await ClosingServer(isStuck: true) {}
        try await withHTTP { http in
            let line = ServiceLine(
                to: "users", at: "http://127.0.0.1:\(server.port)", http: http,
                key: try ServiceKey(Parties.secret))
            let call = ContractCall<Nothing, Bool>("users", "anything", within: 1)
            let error = await #expect(throws: ServiceUnreachable.self) { try await line.ask(call, Nothing()) }
            #expect(error?.why.contains("within") == true)
        }
        try await server.close()
    }

    @Test(arguments: ["@evil.example/v1/locations", ":80@evil.example/", "v1/locations", ""])
    func `what does not begin with a slash is asked of nobody`(target: String) async throws {
        try await withHTTP { http in
            let line = ServiceLine(
                to: "users", at: "http://127.0.0.1:1", http: http, key: try ServiceKey(Parties.secret))
            let error = await #expect(throws: ServiceUnreachable.self) {
                try await line.sendOn(.GET, target, [:], ByteBuffer(), from: "10.0.0.1", isRepeatable: true)
            }
            #expect(error?.why.contains("is no path") == true)
        }
    }

    @Test(arguments: [(true, 3), (false, 1)])
    func `only what may be asked twice is asked again where no answer came`(
        isRepeatable: Bool, times: Int
    ) async throws {
        let asked = Mutex(0)
        let server = try await ClosingServer { asked.withLock { $0 += 1 } }
        try await withHTTP { http in
            let line = ServiceLine(
                to: "users", at: "http://127.0.0.1:\(server.port)", http: http,
                key: try ServiceKey(Parties.secret))
            let call = ContractCall<Nothing, Bool>("users", "anything", isRepeatable: isRepeatable)
            await #expect(throws: ServiceUnreachable.self) { try await line.ask(call, Nothing()) }
        }
        try await server.close()
        #expect(asked.withLock { $0 } == times)
    }

    @Test func `a service that is gone is said so by name, within its time`() async throws {
        try await withHTTP { http in
            // Port 1 is nobody's.
            let line = ServiceLine(
                to: "auth", at: "http://127.0.0.1:1", http: http, key: try ServiceKey(Parties.secret))
            let error = await #expect(throws: ServiceUnreachable.self) {
                try await line.ask(IdentityCalls.keys, Nothing())
            }
            #expect("\(try #require(error))".contains("“auth” does not answer"))
        }
    }
}
