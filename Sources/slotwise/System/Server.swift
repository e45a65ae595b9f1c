import Channels
import Foundation
import Gateway
import Logging
import Platform
import ServiceClients
import ServiceContracts
import Storage
import StorageSQLite

/// Joins the chosen modules to one process and serves until it is told to stop.
struct Server {
    let settings: ServerSettings

    /// - Parameter onListening: Called with host and port at which people enter; where no gateway runs, at which services do.
    /// - Throws: `UsageError` for settings that do not fit, or whatever ended a part.
    func run(onListening: @escaping @Sendable (String) -> Void) async throws {
        let order = try Modules.table.order(of: settings.targets, elsewhere: Set(settings.services.keys))
        let rows = Modules.all.filter { order.contains($0.name) }
        let key = try settings.key(isApart: rows.count < Modules.all.count)
        let lines = try settings.lines(key)
        do {
            try await run(rows, key, lines, onListening)
        } catch {
            await lines.close()
            throw error
        }
        await lines.close()
    }

    private func run(
        _ rows: [Modules.Row], _ key: ServiceKey?, _ lines: ServiceLines,
        _ onListening: @escaping @Sendable (String) -> Void
    ) async throws {
        let logger = logger()
        let place = settings.place
        let stores = rows.compactMap(\.store)
        try requireOneProcess(rows, place)
        if stores.contains(.scheduling) { try place.requireBook() }
        guard settings.internalAddress != nil || rows.contains(where: { $0.name == GatewayModule.name })
        else {
            throw UsageError("--internal-address: without the gateway nobody reaches this process but by one")
        }
        let scratch = Scratch(of: place.directory)
        // Who keeps nothing makes no copies, and shares no directory with anybody.
        let keeps = !stores.isEmpty
        let instance =
            try place.isFiles || !keeps ? nil : DataLock(directory: place.directory, name: "instance")
        defer { withExtendedLifetime(instance) {} }
        let machine = Machine(
            directory: place.directory, keepsClinic: place.isFiles && stores.contains(.scheduling),
            certificateEnds: try settings.certificate.flatMap { try certificateEnd(of: $0.chain) })
        let keys =
            stores.contains(.messages)
            ? try MessageKeyFile(settings.messageKeys, for: place).source() : nil
        let host = try Host(
            place, opening: stores, lines: lines, ways: try settings.ways(), address: settings.publicAddress,
            messageKeys: keys)
        defer { log(host.close(), logger) }
        try await ClinicMark.require(stores.map { ($0, host.store($0)) }, in: place)
        if keeps { try scratch.empty() }
        defer { if keeps { scratch.remove() } }
        try await host.prepare()
        try requireOwnTime(logger)
        try await requireOwnPasswords(host, logger)
        var around = Modules.Surroundings(
            scratch: scratch, calendars: OutsideCalendars(allowing: settings.calendarHosts),
            machine: machine, logger: logger)
        for row in rows { around.opened.append(try row.open(host, around)) }
        let isWhole = rows.count == Modules.all.count
        let commands =
            place.isFiles && isWhole
            ? CommandServer(clinic: host, entrance: CommandSocket(of: place.directory), logger: logger) : nil
        let process = ServedProcess(
            settings: settings, host: host, modules: around.opened, machine: machine, key: key,
            commands: commands, logger: logger)
        do {
            try await process.serve(onListening)
            await host.settle()
        } catch {
            await host.settle()
            throw error
        }
    }

    /// Files are one process's; a service by itself keeps what it has in PostgreSQL.
    private func requireOneProcess(_ rows: [Modules.Row], _ place: StorePlace) throws {
        guard place.isFiles, rows.count < Modules.all.count, let row = rows.first(where: { $0.store != nil })
        else { return }
        throw UsageError(
            "--target: a clinic in files is one process's; \(row.name) by itself needs --store")
    }

    private func log(_ failures: [any Error], _ logger: Logger) {
        for failure in failures {
            logger.error(
                "a file could not be completed; keep its -wal file with it", metadata: ["why": "\(failure)"])
        }
    }

    /// A stated time is for tests and demonstrations: nobody outside this machine is served at another time than theirs.
    private func requireOwnTime(_ logger: Logger) throws {
        guard SystemTime.isStated else { return }
        guard ServerSettings.isLoopback(settings.host) else {
            throw UsageError(
                "\(SystemTime.variable): a stated time is not served on \(settings.host); unset it")
        }
        logger.warning("the time is stated", metadata: ["now": "\(SystemTime().now)"])
    }

    /// Refuses to serve strangers while accounts have passwords that a seed chose.
    private func requireOwnPasswords(_ host: Host, _ logger: Logger) async throws {
        guard !ServerSettings.isLoopback(settings.host), let identity = host.identity else { return }
        let count = try await seededPasswords(identity, logger)
        guard count == 0 else {
            throw UsageError(
                "--host: \(settings.host) is open to others, and \(count) accounts have passwords of a seed; "
                    + "set others, or deactivate them")
        }
    }

    /// How many there are, once the accounts can be asked: processes start in any order.
    private func seededPasswords(_ identity: any Identity, _ logger: Logger) async throws -> Int {
        var hasSaid = false
        while true {
            do {
                return try await identity.seededPasswords()
            } catch  where error is ServiceUnreachable || (error as? Refusal)?.status == 503 {
                if !hasSaid { logger.warning("waiting for the accounts", metadata: ["why": "\(error)"]) }
                hasSaid = true
                try await Task.sleep(for: .seconds(1))
            }
        }
    }

    private func logger() -> Logger {
        var logger = Logger(label: "slotwise") { JSONLogs(label: $0, level: .info) }
        logger.logLevel = Logger.Level(rawValue: settings.logLevel) ?? .info
        return logger
    }
}
