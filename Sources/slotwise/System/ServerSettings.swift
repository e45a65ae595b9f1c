import ServiceContracts
import Channels
import Configuration
import Foundation
import ServiceClients

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
    /// Where other processes of the clinic ask this one; `nil` for nowhere.
    let internalAddress: (host: String, port: Int)?
    /// Where the modules of other processes are, by their names.
    let services: [String: String]
    /// Whom this process trusts where it asks others, in PEM; `nil` for whom the machine trusts.
    private let serviceAuthority: String?
    private let serviceKey: String?
    /// Where people reach the clinic's pages, for links in messages; `nil` if nobody said.
    let publicAddress: String?
    /// The file with the keys of messages; `nil` for the one beside the clinic's files.
    let messageKeys: String?
    /// Where mail goes; `nil` for the clinic's mailbox.
    let mail: MailChannel.Server?

    /// Where a server is reached that nobody told anything.
    private static let usual = (host: "127.0.0.1", port: 8080)

    /// Where messages of commands lead to: whoever types them serves the clinic so, or reads them in its files.
    static let usualAddress = ownAddress(usual.host, usual.port, false)

    /// How text messages go; `nil` for the clinic's mailbox.
    private let texts: TextMessageChannel.Provider?
    /// Where browsers are reached; see `WebPush`.
    private let pushHosts: [String]
    /// Hosts in networks of the clinic's own whose calendars may be read.
    let calendarHosts: Set<String>

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
        var internalAddress: String?
        var services: String?
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
        add("slotwise.internalAddress", flags.internalAddress)
        add("slotwise.services", flags.services)
        if let port = flags.port { typed["slotwise.port"] = ConfigValue(.int(port), isSecret: false) }
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "flags", values: typed), EnvironmentVariablesProvider(),
        ]
        if let file = flags.config { providers.append(try await Self.file(file)) }
        let reader = ConfigReader(providers: providers).scoped(to: "slotwise")
        place = try StorePlace(
            directory: reader.string(forKey: "data", default: BookOptions.defaultDirectory),
            store: reader.string(forKey: "store", isSecret: true))
        host = reader.string(forKey: "host", default: Self.usual.host)
        port = reader.int(forKey: "port", default: Self.usual.port)
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
        operationsAddress = try reader.string(forKey: "operationsAddress").map {
            try Self.address($0, of: "--operations-address")
        }
        internalAddress = try reader.string(forKey: "internalAddress").map {
            try Self.address($0, of: "--internal-address")
        }
        services = try Self.services(reader.string(forKey: "services", default: ""))
        serviceKey = reader.string(forKey: "serviceKey", isSecret: true)
        serviceAuthority = reader.string(forKey: "serviceAuthority")
        messageKeys = reader.string(forKey: "messageKeys")
        mail = try Self.mail(reader)
        texts = try Self.texts(reader)
        pushHosts =
            reader.string(forKey: "pushHosts").map { $0.split(separator: ",").map(String.init) }
            ?? WebPush.usualHosts
        calendarHosts = Set(
            reader.string(forKey: "calendarHosts", default: "").split(separator: ",").map(String.init))
        publicAddress =
            try Self.publicAddress(reader)
            ?? (mail == nil && texts == nil && trustedProxies.isEmpty
                ? Self.ownAddress(host, port, certificate != nil) : nil)
        guard (0...65_535).contains(port) else { throw UsageError("--port: \(port) is not 0 to 65535") }
        try requireSecrecy()
    }

    /// What services tell each other is health data: it leaves a machine encrypted only.
    private func requireSecrecy() throws {
        if let internalAddress, certificate == nil, !Self.isLoopback(internalAddress.host) {
            throw UsageError(
                "--internal-address: \(internalAddress.host) is open to others; give --tls-certificate and --tls-key"
            )
        }
        for (name, address) in services.sorted(by: { $0.key < $1.key }) {
            let url = URL(string: address)
            guard let host = url?.host, let scheme = url?.scheme, ["http", "https"].contains(scheme) else {
                throw UsageError("--services: \(name): “\(address)” is not https://host:port")
            }
            guard scheme == "https" || Self.isLoopback(host) else {
                throw UsageError("--services: \(name): \(host) is another machine; give https://")
            }
        }
    }

    /// Whether only this machine reaches an address.
    static func isLoopback(_ host: String) -> Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }

    /// How messages leave the clinic.
    ///
    /// - Throws: `UsageError` for a body that is no template.
    func ways() throws -> Host.Ways {
        var ways = Host.Ways()
        ways.push = WebPush(subject: pushSubject, hosts: pushHosts)
        if let mail { ways.channels[.email] = MailChannel(mail) }
        do {
            if let texts { ways.channels[.sms] = try TextMessageChannel(texts) }
        } catch {
            throw UsageError("SLOTWISE_SMS_BODY: is no Mustache template with {{to}} and {{text}}")
        }
        return ways
    }

    /// Whom push services tell of trouble.
    private var pushSubject: String? {
        if let mail { return "mailto:\(mail.sender.address)" }
        return publicAddress.flatMap { $0.hasPrefix("https:") ? $0 : nil }
    }

    /// The secret that the services of the clinic share.
    ///
    /// - Parameter isApart: Whether some of them are elsewhere.
    /// - Returns: `nil` where nobody needs it.
    /// - Throws: `UsageError` if it is missing where it is needed, or can be guessed.
    func key(isApart: Bool) throws -> ServiceKey? {
        guard isApart || internalAddress != nil else { return nil }
        guard let serviceKey else {
            throw UsageError(
                "SLOTWISE_SERVICE_KEY: services of several processes share a secret; set the same in each")
        }
        guard let key = try? ServiceKey(serviceKey) else {
            throw UsageError("SLOTWISE_SERVICE_KEY: \(ServiceKey.TooShort())")
        }
        return key
    }

    private static func publicAddress(_ reader: ConfigReader) throws -> String? {
        guard let text = reader.string(forKey: "publicAddress") else { return nil }
        guard let url = URLComponents(string: text), let scheme = url.scheme, let host = url.host,
            !host.isEmpty,
            ["http", "https"].contains(scheme), ["", "/"].contains(url.path), url.query == nil,
            url.fragment == nil, url.user == nil
        else {
            throw UsageError("SLOTWISE_PUBLIC_ADDRESS: “\(text)” is not https://host or https://host:port")
        }
        // Links in messages let whoever reads them answer for a patient.
        guard scheme == "https" || isLoopback(host) else {
            throw UsageError("SLOTWISE_PUBLIC_ADDRESS: \(host) is reached by others; say https://")
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// A server for this machine alone is reached as it is bound.
    private static func ownAddress(_ host: String, _ port: Int, _ isEncrypted: Bool) -> String? {
        guard isLoopback(host), port != 0 else { return nil }
        return "\(isEncrypted ? "https" : "http")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    private static func mail(_ reader: ConfigReader) throws -> MailChannel.Server? {
        guard let url = reader.string(forKey: "mailServer") else { return nil }
        guard let host = URL(string: url)?.host, ["smtp://", "smtps://"].contains(where: url.hasPrefix) else {
            throw UsageError("SLOTWISE_MAIL_SERVER: “\(url)” is not smtp://host:port or smtps://host:port")
        }
        guard let sender = reader.string(forKey: "mailFrom").flatMap(MailSender.init) else {
            throw UsageError("SLOTWISE_MAIL_FROM: say whose mail it is, as in Clinic <desk@clinic.example>")
        }
        let user = reader.string(forKey: "mailUser")
        return MailChannel.Server(
            url: url, sender: sender, user: user,
            password: reader.string(forKey: "mailPassword", isSecret: true),
            authority: reader.string(forKey: "mailAuthority"),
            // A password, and what patients are told, leave a machine encrypted only.
            requiresTLS: user != nil || !isLoopback(host))
    }

    private static func texts(_ reader: ConfigReader) throws -> TextMessageChannel.Provider? {
        guard let text = reader.string(forKey: "smsURL") else { return nil }
        guard let url = URL(string: text), let host = url.host, ["https", "http"].contains(url.scheme),
            url.scheme == "https" || isLoopback(host)
        else { throw UsageError("SLOTWISE_SMS_URL: “\(text)” is not https://…") }
        guard let from = reader.string(forKey: "smsFrom"), !from.isEmpty else {
            throw UsageError("SLOTWISE_SMS_FROM: say whose messages they are: a number, or a name")
        }
        let user = reader.string(forKey: "smsUser")
        let password = reader.string(forKey: "smsPassword", isSecret: true)
        guard user == nil || password != nil else {
            throw UsageError("SLOTWISE_SMS_PASSWORD: \(user ?? "") signs in with one")
        }
        let country = reader.string(forKey: "smsCountryCode")
        guard country?.wholeMatch(of: /\+[1-9][0-9]{0,2}/) != nil || country == nil else {
            throw UsageError("SLOTWISE_SMS_COUNTRY_CODE: “\(country ?? "")” is not a code such as +49")
        }
        return TextMessageChannel.Provider(
            url: text, from: from, user: user, password: password,
            body: reader.string(forKey: "smsBody", default: TextMessageChannel.Provider.usualBody),
            countryCode: country)
    }

    /// The ways to the services of other processes.
    func lines(_ key: ServiceKey?) throws -> ServiceLines {
        guard let key, !services.isEmpty else { return .none }
        do {
            return try ServiceLines(to: services, key: key, authority: serviceAuthority)
        } catch {
            throw UsageError("SLOTWISE_SERVICE_AUTHORITY: cannot be read as PEM: \(error)")
        }
    }

    /// `name=https://host:port`, separated by commas.
    private static func services(_ text: String) throws -> [String: String] {
        var services: [String: String] = [:]
        for pair in text.split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1).map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: " /"))
            }
            guard parts.count == 2, services.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw UsageError("--services: “\(pair)” is not name=https://host:port, each name once")
            }
        }
        return services
    }

    private static func certificate(_ reader: ConfigReader) throws -> (chain: String, key: String)? {
        switch (reader.string(forKey: "tlsCertificate"), reader.string(forKey: "tlsKey")) {
        case (let chain?, let key?): (chain, key)
        case (nil, nil): nil
        default: throw UsageError("--tls-certificate and --tls-key: give both or neither")
        }
    }

    /// `host:port`; brackets around an IPv6 address.
    private static func address(_ text: String, of flag: String) throws -> (host: String, port: Int) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port), colon != text.startIndex
        else { throw UsageError("\(flag): “\(text)” is not host:port, such as 127.0.0.1:9090") }
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
