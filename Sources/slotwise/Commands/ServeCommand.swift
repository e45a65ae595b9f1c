import ArgumentParser
import Foundation
import Platform

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the clinic to people and programs over HTTP.",
        discussion: """
            Examples:
              slotwise serve --data clinic
              slotwise serve --data clinic --host 0.0.0.0 --port 8443 --tls-certificate chain.pem --tls-key key.pem
              slotwise serve --data instance-1 --store postgres://slotwise@db.clinic.example/slotwise
            Several processes share the work of a clinic in PostgreSQL, with the same SLOTWISE_SERVICE_KEY:
              slotwise serve --target scheduling --data 1 --internal-address 127.0.0.1:9001 --services users=http://127.0.0.1:9002,auth=…
              slotwise serve --target gateway --data 2 --services scheduling=http://127.0.0.1:9001,users=http://127.0.0.1:9002,auth=…
            Flags come before SLOTWISE_DATA, SLOTWISE_PORT and so on, those before the file of --config: JSON such as
            {"slotwise": {"port": 8080}}. SLOTWISE_RATE_LIMIT=off switches rate limits off, for load tests.
            """
    )

    @Option(help: "Directory of the book. Default: ./slotwise-data.") var data: String?
    @Option(
        help: "PostgreSQL instead of files: postgres://… Better in SLOTWISE_STORE, which nobody else sees.")
    var store: String?
    @Option(help: "Address to listen on. Default: 127.0.0.1.") var host: String?
    @Option(help: "Port to listen on; 0 for one that is free. Default: 8080.") var port: Int?
    @Option(help: "Which modules to run, separated by commas. Default: all.") var target: String?
    @Option(help: "Certificate chain in PEM; with a key, HTTPS and HTTP/2.") var tlsCertificate: String?
    @Option(help: "Its private key in PEM.") var tlsKey: String?
    @Option(help: "trace, debug, info, notice, warning, error or critical. Default: info.") var logLevel:
        String?
    @Option(help: "Addresses of proxies whose Forwarded or X-Forwarded-For is believed, separated by commas.")
    var trustedProxy: String?
    @Option(help: "Answer /metrics, /docs and /openapi.json at this host:port only. Default: where all is.")
    var operationsAddress: String?
    @Option(help: "Answer the clinic's other processes at this host:port. Default: nowhere.")
    var internalAddress: String?
    @Option(help: "Where modules of other processes are: name=https://host:port, separated by commas.")
    var services: String?
    @Option(help: "Settings in JSON.") var config: String?
    @Flag(help: "Name the modules with what each needs, and end.") var listTargets = false

    func run() async throws {
        let terminal = Terminal()
        guard !listTargets else {
            for (name, needs) in Modules.table.needs {
                terminal.say(needs.isEmpty ? name : "\(name)  needs \(needs.joined(separator: ", "))")
            }
            return
        }
        let settings = try await ServerSettings(
            .init(
                data: data, store: store, host: host, port: port, target: target, certificate: tlsCertificate,
                key: tlsKey,
                logLevel: logLevel, trustedProxy: trustedProxy,
                operationsAddress: operationsAddress, internalAddress: internalAddress, services: services,
                config: config))
        let scheme = settings.certificate == nil ? "http" : "https"
        do {
            try await Server(settings: settings).run { address in
                terminal.note("slotwise: listening on \(scheme)://\(address)")
            }
        } catch let fault as ModuleTable.Fault {
            throw UsageError("\(fault)")
        }
    }
}
