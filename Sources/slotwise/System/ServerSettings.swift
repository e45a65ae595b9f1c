import Configuration
import Foundation

/// How the server runs: flags before `SLOTWISE_*` before the file of `--config`, in JSON under `slotwise`.
struct ServerSettings {
    let place: StorePlace
    let host: String
    let port: Int
    let targets: [String]
    let certificate: (chain: String, key: String)?
    let hasRateLimits: Bool
    /// Whether this process makes plans and answers what-ifs, or leaves them to other instances.
    let doesWork: Bool
    let logLevel: String
    let trustedProxies: [String]
    /// Where figures and contract are answered, and nowhere else; `nil` for where everything is.
    let operationsAddress: (host: String, port: Int)?

    /// What was typed; `nil` where nothing was.
    struct Flags {
        var data: String?
        var store: String?
        var host: String?
        var port: Int?
        var target: String?
        var certificate: String?
        var key: String?
        var logLevel: String?
        var trustedProxy: String?
        var operationsAddress: String?
        var config: String?
    }

    init(_ flags: Flags) async throws {
        var typed: [AbsoluteConfigKey: ConfigValue] = [:]
        func add(_ key: AbsoluteConfigKey, _ value: String?) {
            if let value { typed[key] = ConfigValue(.string(value), isSecret: false) }
        }
        add("slotwise.data", flags.data)
        add("slotwise.store", flags.store)
        add("slotwise.host", flags.host)
        add("slotwise.target", flags.target)
        add("slotwise.tlsCertificate", flags.certificate)
        add("slotwise.tlsKey", flags.key)
        add("slotwise.logLevel", flags.logLevel)
        add("slotwise.trustedProxy", flags.trustedProxy)
        add("slotwise.operationsAddress", flags.operationsAddress)
        if let port = flags.port { typed["slotwise.port"] = ConfigValue(.int(port), isSecret: false) }
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "flags", values: typed), EnvironmentVariablesProvider(),
        ]
        if let file = flags.config { providers.append(try await Self.file(file)) }
        let reader = ConfigReader(providers: providers).scoped(to: "slotwise")
        place = try StorePlace(
            directory: reader.string(forKey: "data", default: BookOptions.defaultDirectory),
            store: reader.string(forKey: "store", isSecret: true))
        host = reader.string(forKey: "host", default: "127.0.0.1")
        port = reader.int(forKey: "port", default: 8080)
        targets = reader.string(forKey: "target", default: "all").split(separator: ",").map(String.init)
        hasRateLimits = reader.string(forKey: "rateLimit", default: "on") != "off"
        doesWork = reader.string(forKey: "work", default: "on") != "off"
        guard doesWork || !place.isFiles else {
            throw UsageError("SLOTWISE_WORK: a clinic in files has one process, which makes its plans")
        }
        logLevel = reader.string(forKey: "logLevel", default: "info")
        certificate = try Self.certificate(reader)
        trustedProxies = reader.string(forKey: "trustedProxy", default: "").split(separator: ",").map(
            String.init)
        operationsAddress = try reader.string(forKey: "operationsAddress").map(Self.address)
        guard (0...65_535).contains(port) else { throw UsageError("--port: \(port) is not 0 to 65535") }
    }

    private static func certificate(_ reader: ConfigReader) throws -> (chain: String, key: String)? {
        switch (reader.string(forKey: "tlsCertificate"), reader.string(forKey: "tlsKey")) {
        case (let chain?, let key?): (chain, key)
        case (nil, nil): nil
        default: throw UsageError("--tls-certificate and --tls-key: give both or neither")
        }
    }

    /// `host:port`; brackets around an IPv6 address.
    private static func address(_ text: String) throws -> (host: String, port: Int) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port), colon != text.startIndex
        else { throw UsageError("--operations-address: “\(text)” is not host:port, such as 127.0.0.1:9090") }
        return (text[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]")), port)
    }

    private static func file(_ path: String) async throws -> any ConfigProvider {
        do {
            let place = ConfigReader(
                provider: InMemoryProvider(values: ["filePath": ConfigValue(.string(path), isSecret: false)]))
            return try await FileProvider<JSONSnapshot>(config: place)
        } catch {
            throw UsageError("--config: \(path) cannot be read as JSON")
        }
    }
}
