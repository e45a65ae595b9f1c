import AsyncHTTPClient
import ServiceClients

/// The ways to services that other processes of the clinic run.
struct ServiceLines: Sendable {
    private let lines: [String: ServiceLine]
    private let http: HTTPClient?

    /// Where everything is in one process.
    static let none = ServiceLines(lines: [:], http: nil)

    private init(lines: [String: ServiceLine], http: HTTPClient?) {
        self.lines = lines
        self.http = http
    }

    /// Lines to `addresses` by the services' names.
    ///
    /// - Throws: What is wrong with the authority's certificates.
    init(to addresses: [String: String], key: ServiceKey, authority: String?) throws {
        let http = HTTPClient(configuration: try ServiceLine.configuration(authority: authority))
        self.http = http
        lines = addresses.reduce(into: [:]) { lines, row in
            lines[row.key] = ServiceLine(to: row.key, at: row.value, http: http, key: key)
        }
    }

    /// The way to a service, if another process runs it.
    subscript(service: String) -> ServiceLine? { lines[service] }

    /// Ends all connections.
    func close() async { try? await http?.shutdown() }
}
