import UnixSignals
import Storage
import Foundation
import Logging
import Platform
import Rebalancing
import Scenarios
import SchedulingService
import ServiceLifecycle
import StorageSQLite

/// Takes jobs of a clinic in PostgreSQL, beside the instances that serve it, until it is told to stop.
struct Worker {
    let place: StorePlace
    let logger: Logger

    /// - Throws: `StorageError`, or whatever ended it.
    func run(onReady: () -> Void) async throws {
        let scratch = Scratch(of: place.directory)
        let instance = try DataLock(directory: place.directory, name: "instance")
        defer { withExtendedLifetime(instance) {} }
        let host = try Host(place, opening: [.scheduling, .users, .scenarios])
        defer { host.close() }
        try await ClinicMark.requireFinished(host.store(.scheduling), in: place)
        try scratch.empty()
        defer { scratch.remove() }
        try await host.prepare()
        let runner = LiveScenarios(scratch: scratch, copying: CopiedBook(store: host.store(.scheduling)))
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: SchedulingModule.worker(host.scheduling, host.jobs, logger: logger)),
                .init(
                    service: ScenarioModule.worker(
                        host.store(.scenarios), ids: RandomIdentifiers(), runner: runner, logger: logger)),
            ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = Duration.seconds(25)
        onReady()
        try await ServiceGroup(configuration: configuration).run()
    }
}
