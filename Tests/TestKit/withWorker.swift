public import ServiceLifecycle

/// Does `body` while `service` runs; then the service is ended.
public func withWorker(_ service: some Service, _ body: () async throws -> Void) async throws {
    let running = Task { try? await service.run() }
    defer { running.cancel() }
    try await body()
}
