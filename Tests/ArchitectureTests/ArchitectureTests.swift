import Foundation
import Testing

/// The rings, read from the manifest and from every import; each rule is shown to catch what it forbids.
@Suite struct ArchitectureTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// What each target may import beside the standard library.
    private static let allowed: [String: Set<String>] = [
        "Domain": [],
        "LinearModel": ["Synchronization"],
        "Availability": ["Domain"],
        "Planning": ["Domain", "Availability", "LinearModel", "FoundationEssentials"],
        "Reminders": ["Domain", "Availability"],
        "ICalendar": ["Availability", "Domain"],
        "Reports": ["Availability", "Domain"],
        "Workers": ["Foundation", "Synchronization"],
        "GLPKSolver": ["LinearModel", "CGLPK", "Foundation", "Synchronization", "Workers"],
        "SolverProcess": ["CSpawn", "LinearModel", "Planning", "Foundation", "Synchronization"],
        "Storage": ["Domain", "Crypto", "Foundation", "Synchronization"],
        "StoragePostgres": ["CPostgres", "Domain", "Storage", "Workers", "Foundation", "Synchronization"],
        "StorageSQLite": ["Domain", "Storage", "GRDB", "GRDBSQLite", "Foundation"],
        "ServiceContracts": ["Domain"],
        "Channels": [
            "CCurl", "Domain", "ICalendar", "ServiceContracts", "Workers", "AsyncHTTPClient", "Crypto",
            "JWTKit",
            "Mustache",
            "NIOCore",
            "NIOFoundationCompat", "NIOHTTP1", "Foundation",
        ],
        "Words": ["Domain", "ServiceContracts"],
        "Platform": [
            "Domain", "ServiceContracts", "Storage", "Words", "Crypto", "Foundation", "Synchronization",
            "Hummingbird",
            "HummingbirdCore",
            "HummingbirdHTTP2", "HummingbirdTLS", "HTTPTypes", "JWTKit", "Logging", "ServiceLifecycle",
            "UnixSignals",
            "NIOCore",
            "NIOHTTP1", "NIOHTTP2", "NIOHTTPTypes", "NIOFoundationCompat", "NIOSSL",
        ],
        "AuthService": [
            "CArgon2", "Domain", "Platform", "ServiceContracts", "Storage", "Words", "Workers", "Crypto",
            "HTTPTypes",
            "JWTKit",
            "ServiceLifecycle", "Logging", "Foundation", "Synchronization",
        ],
        "ServiceClients": [
            "Domain", "ServiceContracts", "AsyncHTTPClient", "JWTKit", "NIOCore", "NIOFoundationCompat",
            "NIOHTTP1", "NIOSSL", "Foundation", "Synchronization",
        ],
        "UserService": [
            "Domain", "Platform", "ServiceContracts", "Storage", "HTTPTypes", "Logging", "Foundation",
            "Synchronization",
        ],
        "NotificationService": [
            "Availability", "Domain", "Platform", "Reminders", "ServiceContracts", "Storage", "Words",
            "HTTPTypes", "ServiceLifecycle", "Logging", "Mustache", "Foundation", "Synchronization",
        ],
        "MessagingService": [
            "Domain", "Platform", "ServiceContracts", "Storage", "Words", "Crypto", "HTTPTypes", "Logging",
            "Foundation", "Synchronization",
        ],
        "ReportingService": [
            "Availability", "Domain", "Platform", "Reports", "ServiceContracts", "Storage", "HTTPTypes",
            "ServiceLifecycle", "Logging", "Foundation",
        ],
        "AdminService": ["Domain", "Platform", "ServiceContracts", "Storage", "HTTPTypes"],
        "Gateway": [
            "CZlib", "Domain", "Platform", "ServiceClients", "ServiceContracts", "AsyncHTTPClient", "Crypto",
            "Hummingbird", "HummingbirdCore", "HTTPTypes", "Logging", "Mustache", "NIOCore", "NIOHTTP1",
            "ServiceLifecycle", "Foundation", "Synchronization",
        ],
        "Book": [
            "Domain", "Availability", "LinearModel", "Planning", "Platform", "ServiceContracts", "Storage",
            "Words",
            "Logging", "Foundation", "Synchronization",
        ],
        "Directory": [
            "Book", "Domain", "Availability", "ICalendar", "ServiceContracts", "Storage", "Foundation",
        ],
        "Booking": ["Book", "Domain", "Availability", "Platform", "Storage", "Foundation"],
        "Suggesting": [
            "Book", "Domain", "Availability", "Planning", "Storage", "Words", "Synchronization",
        ],
        "Rebalancing": [
            "Book", "Domain", "Availability", "LinearModel", "Planning", "ServiceContracts", "Storage",
            "Words", "Foundation", "Synchronization",
        ],
        "Exchange": ["Book", "Domain", "Availability", "ServiceContracts", "Storage"],
        "Scenarios": [
            "Book", "Directory", "Rebalancing", "Suggesting", "Domain", "Availability", "LinearModel",
            "Planning",
            "Platform", "ServiceContracts", "Storage", "Words", "HTTPTypes", "Mustache", "Foundation",
            "Logging",
        ],
        "SchedulingService": [
            "Book", "Booking", "Directory", "ICalendar", "Rebalancing", "Suggesting", "Domain",
            "Availability", "Planning", "Platform", "ServiceContracts", "Storage", "Words", "Crypto",
            "HTTPTypes",
            "ServiceLifecycle",
            "Logging",
            "Foundation", "Synchronization",
        ],
    ]

    /// Modules by the names that the manifest has for products of packages.
    private static let products = [
        "grdb": "GRDB", "sqlite": "GRDBSQLite", "crypto": "Crypto", "http": "Hummingbird",
        "httpCore": "HummingbirdCore", "http2": "HummingbirdHTTP2", "tls": "HummingbirdTLS",
        "httpTypes": "HTTPTypes",
        "logging": "Logging", "lifecycle": "ServiceLifecycle", "signals": "UnixSignals", "nio": "NIOCore",
        "nioHTTP1": "NIOHTTP1", "nioHTTP2": "NIOHTTP2", "nioHTTPTypes": "NIOHTTPTypes",
        "nioFoundation": "NIOFoundationCompat",
        "nioSSL": "NIOSSL", "mustache": "Mustache", "jwt": "JWTKit", "httpClient": "AsyncHTTPClient",
    ]

    /// Words that have no place in rings 1 and 2: clocks, randomness, input and output.
    private static let impure = [
        "Date()", "Date.now", "ContinuousClock", "SuspendingClock", "ProcessInfo",
        "SystemRandomNumberGenerator",
        ".random(in:", ".randomElement()", ".shuffled()", "UUID()", "FileManager", "FileHandle", "print(",
        "URLSession",
        "getenv", "Thread", "DispatchQueue", "Task {", "Task.sleep", "readLine", "fopen",
    ]

    private static let pureTargets = [
        "Domain", "LinearModel", "Availability", "Planning", "Reminders", "ICalendar",
        "Reports",
    ]

    private static func sources(_ target: String) throws -> [(name: String, text: String)] {
        let folder = root.appendingPathComponent("Sources/\(target)")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map {
            (
                String($0.standardizedFileURL.path.dropFirst(folder.standardizedFileURL.path.count + 1)),
                try String(contentsOf: $0, encoding: .utf8)
            )
        }
    }

    private static func imports(_ text: String) -> Set<String> {
        Set(
            text.split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ").drop {
                    $0.hasPrefix("@") || $0 == "public" || $0 == "internal" || $0 == "package"
                }
                return words.first == "import" ? words.dropFirst().first.map(String.init) : nil
            }
        )
    }

    private static func forbiddenImports(_ text: String, in target: String) -> Set<String> {
        imports(text).subtracting(allowed[target] ?? [])
    }

    private static func impureWords(_ text: String) -> [String] {
        let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(
            separator: "\n")
        return impure.filter(code.contains)
    }

    @Test(arguments: allowed.keys.sorted())
    func `a target imports lower rings only`(target: String) throws {
        for file in try Self.sources(target) {
            #expect(Self.forbiddenImports(file.text, in: target).isEmpty, "\(target)/\(file.name)")
        }
    }

    @Test(arguments: pureTargets)
    func `rings 1 and 2 have no clock, no randomness, no input and no output`(target: String) throws {
        for file in try Self.sources(target) {
            #expect(Self.impureWords(file.text).isEmpty, "\(target)/\(file.name)")
        }
    }

    @Test func `what is forbidden would be found`() {
        #expect(Self.forbiddenImports("import Domain\npublic import GRDB\n", in: "Planning") == ["GRDB"])
        #expect(
            Self.forbiddenImports("@testable import SchedulingService", in: "Storage") == [
                "SchedulingService"
            ])
        #expect(Self.forbiddenImports("import Foundation", in: "Domain") == ["Foundation"])
        #expect(Self.impureWords("let now = Date()") == ["Date()"])
        #expect(Self.impureWords("    list.shuffled()") == [".shuffled()"])
        #expect(Self.impureWords("/// never call Date() here").isEmpty)
    }

    @Test func `the manifest gives no target more than its row`() throws {
        let manifest = try String(
            contentsOf: Self.root.appendingPathComponent("Package.swift"), encoding: .utf8)
        let pattern = try Regex("ring\\(\\s*\"(\\w+)\"(?:,\\s*\\[([^\\]]*)\\])?")
        let rings = manifest.matches(of: pattern)
        #expect(Set(rings.compactMap { $0.output[1].substring.map(String.init) }) == Set(Self.allowed.keys))
        for ring in rings {
            let target = String(try #require(ring.output[1].substring))
            let names = (ring.output[2].substring ?? "").split(separator: ",").map { name in
                let word = name.filter { !" \"\n".contains($0) }
                return Self.products[word] ?? word
            }.filter { !$0.isEmpty }
            #expect(Set(names).subtracting(Self.allowed[target] ?? []).isEmpty, "\(target)")
        }
    }

    @Test func `only the composition root names a concrete storage or solver`() throws {
        for target in Self.allowed.keys
        where !["StorageSQLite", "GLPKSolver", "SolverProcess"].contains(target) {
            for file in try Self.sources(target) {
                #expect(
                    Self.imports(file.text).isDisjoint(with: ["StorageSQLite", "GLPKSolver", "SolverProcess"]
                    ),
                    "\(target)/\(file.name)")
            }
        }
    }

    @Test func `only the solver says glp_`() throws {
        for target in Self.allowed.keys where target != "GLPKSolver" {
            for file in try Self.sources(target) {
                #expect(!file.text.contains("glp_"), "\(target)/\(file.name)")
            }
        }
    }

    /// `FileHandle`'s older calls end the process on an error; the newer ones throw it.
    private static func trappingCalls(_ text: String) -> [String] {
        [".standardError", ".availableData", ".readDataToEndOfFile", "standardOutput.write(Data"].filter {
            text.contains($0) && !text.contains("process\($0)")
        }
    }

    @Test func `nobody writes or reads by a call that ends the process when it fails`() throws {
        for target in Self.allowed.keys.sorted() + ["slotwise"] {
            for file in try Self.sources(target) where file.name != "SolverChild.swift" {
                #expect(Self.trappingCalls(file.text).isEmpty, "\(target)/\(file.name)")
            }
        }
        #expect(Self.trappingCalls("FileHandle.standardError.write(line)") == [".standardError"])
        #expect(Self.trappingCalls("let data = handle.availableData") == [".availableData"])
    }

    /// Lines on which a statement begins.
    private static func statements(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init).filter { line in
            line.firstMatch(
                of:
                    #/(^|")\s*(SELECT [a-z1(]|INSERT INTO [a-z]|UPDATE [a-z_]+ SET|DELETE FROM [a-z]|CREATE TABLE)/#
            )
                != nil
        }
    }

    @Test func `SQL stands in a service's store`() throws {
        #expect(Self.statements(#"let a: SQL = "SELECT 1 FROM hold""#).count == 1)
        #expect(Self.statements("            UPDATE hold SET pools = ''").count == 1)
        for target in Self.allowed.keys.sorted() + ["slotwise"]
        where !["Storage", "StoragePostgres", "StorageSQLite"].contains(target) {
            for (name, text) in try Self.sources(target) where !name.hasPrefix("Store/") {
                #expect(Self.statements(text) == [], "\(target)/\(name)")
            }
        }
    }

    /// Whether a source keeps something that outlives a request.
    private static func keepsState(_ text: String) -> Bool {
        text.split(separator: "\n").contains { line in
            line.firstMatch(of: #/^[^\/]*((Mutex|Atomic)[<(]|^((public|package|final) )*actor [A-Z])/#) != nil
        }
    }

    @Test func `what a process keeps in memory is in the ledger, and the ledger names nothing else`() throws {
        let page = Self.root.appendingPathComponent("docs/adr/0038-ledger-of-state.md")
        let ledger = try String(contentsOf: page, encoding: .utf8)
        let named = Set(ledger.matches(of: #/\| `([A-Za-z]+\/[^`]+\.swift)` \|/#).map { String($0.1) })
        let services = [
            "Book", "Booking", "Directory", "Suggesting", "Rebalancing", "Exchange", "Scenarios",
            "SchedulingService", "UserService", "AuthService", "AdminService", "Gateway", "Platform",
            "ServiceClients", "NotificationService", "MessagingService",
        ]
        let keeping = try services.flatMap { target in
            try Self.sources(target).filter { Self.keepsState($0.text) }.map { "\(target)/\($0.name)" }
        }
        #expect(Set(keeping).subtracting(named) == [], "not in the ledger")
        #expect(named.subtracting(keeping) == [], "in the ledger, and no more")
        #expect(Self.keepsState("    private let seen = Mutex<[String]>([])"))
        #expect(Self.keepsState("public actor Jobs {") && !Self.keepsState("/// A Mutex(x) in words"))
    }

    /// Values that document the contract, taken for data.
    private static func samplesAsData(_ text: String) -> [String] {
        text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { line in
            !line.hasPrefix("//") && line.firstMatch(of: #/[ (]\.(sample|example)\b/#) != nil
        }
    }

    @Test func `a sample is documentation and never data`() throws {
        #expect(Self.samplesAsData("let a = Line(name) ?? .sample").count == 1)
        #expect(Self.samplesAsData("return (.example, 0)").count == 1)
        for target in Self.allowed.keys.sorted() + ["slotwise"] where target != "ServiceContracts" {
            for (name, text) in try Self.sources(target) {
                #expect(Self.samplesAsData(text) == [], "\(name)")
            }
        }
    }

    /// Ranges of plain numbers that a row of a sheet or a field of the contract is held to.
    private static func rangesStatedAgain(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init).filter { line in
            line.firstMatch(of: #/Bounded<[0-9]|Text<[0-9]|, in: [0-9_]+\.\.\./#) != nil
        }
    }

    @Test func `what a value may be is stated in Bounds alone`() throws {
        #expect(Self.rangesStatedAgain("let days: Bounded<1, 366>").count == 1)
        #expect(Self.rangesStatedAgain(#"row.integer("horizonDays", in: 0...730)"#).count == 1)
        for target in [
            "ServiceContracts", "Book", "Exchange", "SchedulingService", "AuthService", "AdminService",
        ] {
            for (name, text) in try Self.sources(target) {
                #expect(Self.rangesStatedAgain(text) == [], "\(name)")
            }
        }
    }

    /// Suites that a text names.
    /// Ways to make a verb that are not the one way.
    private static func otherInits(_ text: String) -> [String] {
        text.components(separatedBy: "\n").filter { $0.contains("init(scheduling:") }
    }

    @Test func `a verb is made of the book it works in, and in one way`() throws {
        #expect(Self.otherInits("    package init(scheduling: Scheduling) {").count == 1)
        #expect(Self.otherInits("    package init(_ scheduling: Scheduling) {").isEmpty)
        for target in ["Book", "Booking", "Directory", "Suggesting", "Rebalancing", "Exchange"] {
            for (name, text) in try Self.sources(target) {
                #expect(Self.otherInits(text).isEmpty, "\(target)/\(name)")
            }
        }
    }

    private static func suites(namedIn text: String) -> Set<String> {
        Set(text.matches(of: #/\b[A-Z][A-Za-z]+Tests\b/#).map { String($0.output) })
    }

    private static func texts(below folder: String, _ kinds: Set<String>) throws -> [(String, String)] {
        let folder = root.appendingPathComponent(folder)
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        return try files.compactMap { $0 as? URL }.filter { kinds.contains($0.pathExtension) }.map {
            ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8))
        }
    }

    @Test func `a suite that a comment or a page names exists`() throws {
        #expect(Self.suites(namedIn: "see `GoneTests`") == ["GoneTests"])
        let tests = try Self.texts(below: "Tests", ["swift"])
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: Self.root.appendingPathComponent("Tests").path)
        let there = Set(
            tests.flatMap { $0.1.matches(of: #/struct ([A-Z][A-Za-z]+Tests)\b/#).map { String($0.output.1) } }
                + folders)
        for (name, text) in try Self.texts(below: "Sources", ["swift"]) + Self.texts(below: "docs", ["md"]) {
            #expect(Self.suites(namedIn: text).subtracting(there) == [], "\(name)")
        }
    }

    @Test func `decisions have a number of their own and a status`() throws {
        let folder = Self.root.appendingPathComponent("docs/adr")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix(".md")
        }
        #expect(!files.isEmpty)
        #expect(Set(files.map { $0.prefix(4) }).count == files.count)
        for file in files {
            let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            #expect(text.contains("Status: "), "\(file)")
        }
    }
}
