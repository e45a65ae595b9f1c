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
/// part that is gone costs its own features, and people are told which; one that came back newer serves what is new. *If two serve the
/// same*, as while one takes an operation over from another, the first in the order of the lines does.
public final class RemoteServices: Service {
    /// An operation of another process.
    struct Operation: Route {
        let line: ServiceLine
        let row: ServiceSurface.Operation
        let method: HTTPRequest.Method
        var path: String { row.path }
    }

    private struct Tables {
        var surfaces: [String: ServiceSurface] = [:]
        var routes = RouteTable<Operation>([])
        /// Those that could not be asked the last time.
        var silent: Set<String> = []
    }

    private let lines: [ServiceLine]
    private let logger: Logger
    private let onChange: @Sendable ([ServiceRoutes.Part]) throws -> Void
    private let tables = Mutex(Tables())
    private let publishing = Mutex(())
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
            await withDiscardingTaskGroup { group in
                for line in self.lines { group.addTask { await self.follow(line) } }
            }
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

    private func follow(_ line: ServiceLine) async {
        repeat {
            do {
                take(try await RemoteMaintenance(line).surface(), of: line.service)
            } catch is CancellationError {
                return
            } catch {
                noteSilence(of: line.service, error)
            }
        } while (try? await Task.sleep(for: pause(of: line.service))) != nil
    }

    private func pause(of service: String) -> Duration {
        tables.withLock { $0.surfaces[service] == nil ? Self.pauseUntilKnown : Self.pause }
    }

    private func take(_ surface: ServiceSurface, of service: String) {
        let isNew = tables.withLock { tables in
            tables.silent.remove(service)
            guard tables.surfaces.updateValue(surface, forKey: service) != surface else { return false }
            tables.routes = RouteTable(operations(tables.surfaces))
            return true
        }
        guard isNew else { return }
        logger.info("what a service serves is known", metadata: ["service": "\(service)"])
        publish()
    }

    /// One after another, each with the newest tables, so that none is left out.
    private func publish() {
        publishing.withLock { _ in
            let surfaces = tables.withLock { $0.surfaces }
            do {
                try onChange(
                    lines.compactMap { line in
                        surfaces[line.service].map { ServiceRoutes.Part(line.service, $0.document) }
                    })
            } catch {
                logger.error("the contract cannot be written", metadata: ["error": "\(type(of: error))"])
            }
        }
    }

    /// Says once why a service cannot be asked, however often it is tried.
    private func noteSilence(of service: String, _ error: any Error) {
        let isNews = tables.withLock { $0.silent.insert(service).inserted }
        guard isNews else { return }
        logger.error(
            "a service does not say what it serves", metadata: ["service": "\(service)", "why": "\(error)"])
    }

    /// Each method and path once, whatever others say of them.
    private func operations(_ surfaces: [String: ServiceSurface]) -> [Operation] {
        var seen: Set<String> = []
        return lines.flatMap { line in
            (surfaces[line.service]?.operations ?? []).compactMap { row -> Operation? in
                let place = row.path.replacing(#/{[^}]*}/#, with: "{}")
                guard let method = HTTPRequest.Method(row.method),
                    seen.insert("\(method.rawValue) \(place)").inserted
                else { return nil }
                return Operation(line: line, row: row, method: method)
            }
        }
    }
}
