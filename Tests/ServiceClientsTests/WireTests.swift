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

    @Test func `a token opens the service that it names, to who has the secret`() async throws {
        let key = try ServiceKey(Parties.secret)
        let token = try await key.token(for: "users")
        #expect(await key.opens(token, of: ["users", "auth"]))
        #expect(await !key.opens(token, of: ["scheduling"]))
        #expect(await !key.opens("", of: ["users"]))
        #expect(await !key.opens(token + "x", of: ["users"]))
        let other = try ServiceKey(String(Parties.secret.reversed()))
        #expect(await !other.opens(token, of: ["users"]))
        #expect(try await key.token(for: "users") == token, "for a while the same")
    }

    @Test func `without the clinic's key nothing is answered, and nothing says what there is`() async throws {
        let services = try await Services()
        try await services.listening(try ServiceKey(Parties.secret)) { address in
            try await withHTTP { http in
                let stranger = try ServiceKey("another secret that is long enough")
                let line = ServiceLine(to: "users", at: address, http: http, key: stranger)
                let refusal = await #expect(throws: Refusal.self) {
                    try await line.ask(PeopleCalls.knows, "pt-1")
                }
                #expect(refusal?.status == 401)
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

    @Test func `a question that cannot be read is refused and asked once`() async throws {
        let services = try await Services()
        let key = try ServiceKey(Parties.secret)
        try await services.listening(key) { address in
            try await withHTTP { http in
                let line = ServiceLine(to: "users", at: address, http: http, key: key)
                let odd = ContractCall<Int, Bool>("users", PeopleCalls.knows.name)
                let refusal = await #expect(throws: Refusal.self) { try await line.ask(odd, 7) }
                #expect(refusal?.status == 422)
                let missing = ContractCall<Nothing, Bool>("users", "nothing")
                let unknown = await #expect(throws: Refusal.self) { try await line.ask(missing, Nothing()) }
                #expect(unknown?.status == 404)
            }
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
            await #expect(throws: ServiceUnreachable(service: "users")) {
                try await line.ask(call, Nothing())
            }
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
