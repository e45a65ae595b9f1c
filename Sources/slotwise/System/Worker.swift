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
        let book = try Composition(place)
        defer { _ = book.close() }
        let whatIfs = try place.open(.scenarios)
        defer { whatIfs.close() }
        try await ClinicMark.requireFinished(book.database, in: place)
        try scratch.empty()
        defer { scratch.remove() }
        try await book.prepare()
        let jobs = PlanJobs(
            book.scheduling, solver: book.solver, clock: { ProcessInfo.processInfo.systemUptime })
        let runner = LiveScenarios(scratch: scratch, copying: book.database)
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: SchedulingModule.worker(book.scheduling, jobs, logger: logger)),
                .init(
                    service: ScenarioModule.worker(
                        whatIfs, ids: RandomIdentifiers(), runner: runner, logger: logger)),
            ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = Duration.seconds(25)
        onReady()
        try await ServiceGroup(configuration: configuration).run()
    }
}
