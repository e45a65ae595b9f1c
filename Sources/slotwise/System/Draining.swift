import Gateway
import Platform
import ServiceLifecycle

/// Tells load balancers and systemd that the process is about to stop.
struct Draining: Service {
    let routes: ServiceRoutes
    let notifier: SystemdNotifier

    func run() async throws {
        try? await gracefulShutdown()
        routes.drain()
        notifier.say("STOPPING=1")
    }
}
