import HTTPTypes
public import Logging
import Platform
public import ServiceClients
import ServiceContracts
public import ServiceLifecycle
import Synchronization

/// The services of other processes with what each serves, as they say it themselves.
///
/// *Rule.* A table is asked for until it is known, and again now and then; what was known stays while its service is gone. *Why.* A
/// part that is gone costs its own features, and people are told which; one that came back newer serves what is new.
public final class RemoteServices: Service {
    /// An operation of another process.
    struct Operation: Route {
        let line: ServiceLine
        let id: String
        let method: HTTPRequest.Method
        let path: String
    }

    private struct Tables {
        var surfaces: [String: ServiceSurface] = [:]
        var routes = RouteTable<Operation>([])
    }

    private let lines: [ServiceLine]
    private let logger: Logger
    private let onChange: @Sendable ([ServiceRoutes.Part]) throws -> Void
    private let tables = Mutex(Tables())
    private static let pauseUntilKnown = Duration.milliseconds(500)
    private static let pause = Duration.seconds(30)

    /// Services at the ends of `lines`; `onChange` is called with their parts of the contract.
    public init(
        _ lines: [ServiceLine], logger: Logger,
        onChange: @escaping @Sendable ([ServiceRoutes.Part]) throws -> Void
    ) {
        self.lines = lines
        self.logger = logger
        self.onChange = onChange
    }

    /// Learns the tables until the process is told to stop.
    public func run() async {
        guard !lines.isEmpty else {
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            repeat { await self.learn() } while (try? await Task.sleep(for: self.pauseNow)) != nil
        }
    }

    /// Services whose table nobody knows yet.
    var unknown: [String] {
        tables.withLock { tables in lines.map(\.service).filter { tables.surfaces[$0] == nil } }
    }

    /// Which service answers, if one of them does.
    func match(_ method: HTTPRequest.Method, _ path: Substring) -> RouteTable<Operation>.Match {
        tables.withLock { $0.routes }.match(method, path)
    }

    private var pauseNow: Duration { unknown.isEmpty ? Self.pause : Self.pauseUntilKnown }

    private func learn() async {
        for line in lines {
            guard let surface = try? await RemoteMaintenance(line).surface() else { continue }
            let isNew = tables.withLock { $0.surfaces.updateValue(surface, forKey: line.service) == nil }
            if isNew { logger.info("a service is there", metadata: ["service": "\(line.service)"]) }
        }
        let surfaces = tables.withLock { $0.surfaces }
        let routes = RouteTable(lines.flatMap { Self.operations(of: $0, surfaces[$0.service]) })
        tables.withLock { $0.routes = routes }
        do {
            try onChange(
                lines.compactMap { line in
                    surfaces[line.service].map { ServiceRoutes.Part(line.service, $0.document) }
                })
        } catch {
            logger.error("the contract cannot be written", metadata: ["error": "\(type(of: error))"])
        }
    }

    private static func operations(of line: ServiceLine, _ surface: ServiceSurface?) -> [Operation] {
        (surface?.operations ?? []).compactMap { row in
            HTTPRequest.Method(row.method).map {
                Operation(line: line, id: row.id, method: $0, path: row.path)
            }
        }
    }
}
