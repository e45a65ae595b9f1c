// swift-tools-version: 6.2
import PackageDescription

/// One list for every Swift target: Swift 6 mode, no warning survives, imports say what they use.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let csv = Target.Dependency.product(name: "SwiftCSV", package: "SwiftCSV")
let yaml = Target.Dependency.product(name: "Yams", package: "Yams")
let http = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let httpCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let tls = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let http2 = Target.Dependency.product(name: "HummingbirdHTTP2", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioExtras = Target.Dependency.product(name: "NIOExtras", package: "swift-nio-extras")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioFoundation = Target.Dependency.product(name: "NIOFoundationCompat", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTP2 = Target.Dependency.product(name: "NIOHTTP2", package: "swift-nio-http2")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func ring(
    _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

/// Tests of a room of scheduling: they fill a book by the other rooms' verbs.
func roomTests(_ name: String, _ own: [Target.Dependency] = []) -> Target {
    tests(
        name,
        own + [
            "Book", "Booking", "Directory", "Exchange", "Rebalancing", "Suggesting", "Availability", "Domain",
            "LinearModel", "Planning", "Platform", "ServiceContracts", "Storage", "StorageSQLite", "TestKit",
            "Words",
        ])
}

/// A measuring or judging program, run by scripts and never shipped.
func program(
    _ name: String, _ path: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .executableTarget(
        name: name,
        dependencies: dependencies,
        path: path,
        exclude: exclude,
        swiftSettings: settings
    )
}

let package = Package(
    name: "slotwise",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "slotwise", targets: ["slotwise"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", exact: "0.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-http2", exact: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    ],
    targets: [
        // Ring 0: C libraries of the machine.
        .target(name: "CGLPK", linkerSettings: [.linkedLibrary("glpk")]),

        .target(name: "CPostgres", linkerSettings: [.linkedLibrary("pq")]),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
        .target(name: "CSpawn"),
        .target(name: "CArgon2", linkerSettings: [.linkedLibrary("argon2")]),

        // Ring 1: pure values.
        ring("Domain"),
        ring("LinearModel"),

        // Ring 2: pure decisions.
        ring("Availability", ["Domain"]),
        ring("Planning", ["Domain", "Availability", "LinearModel"]),
        ring("Reminders", ["Domain", "Availability"]),
        ring("ICalendar", ["Availability", "Domain"]),
        ring("Reports", ["Availability", "Domain"]),

        // Ring 3: ports and adapters.
        ring("Workers"),
        ring(
            "ServiceClients",
            ["Domain", "ServiceContracts", httpClient, jwt, nio, nioFoundation, nioHTTP1, nioSSL]),
        ring("GLPKSolver", ["LinearModel", "CGLPK", "Workers"]),
        ring("SolverProcess", ["CSpawn", "LinearModel", "Planning"]),
        ring("Storage", ["Domain", crypto]),
        ring("StoragePostgres", ["CPostgres", "Domain", "Storage", "Workers"]),
        ring("StorageSQLite", ["Domain", "Storage", grdb, sqlite]),

        ring("ServiceContracts", ["Domain"]),
        ring(
            "Channels",
            [
                "CCurl", "Domain", "ICalendar", "ServiceContracts", "Workers", crypto, httpClient, jwt,
                mustache,
                nio, nioFoundation, nioHTTP1,
            ]),
        ring("Words", ["Domain", "ServiceContracts"]),
        ring(
            "Platform",
            [
                "Domain", "ServiceContracts", "Storage", "Words", crypto, http, httpCore, http2, tls,
                httpTypes,
                jwt, logging,
                lifecycle, signals, nio,
                nioHTTP1, nioHTTP2, nioHTTPTypes, nioFoundation, nioSSL,
            ]),

        // Ring 4: services.
        ring(
            "AuthService",
            [
                "CArgon2", "Domain", "Platform", "ServiceContracts", "Storage", "Words", "Workers", crypto,
                httpTypes, jwt,
                lifecycle, logging,
            ]),
        ring(
            "Book",
            [
                "Domain", "Availability", "Planning", "Platform", "ServiceContracts", "Storage", "Words",
                logging,
            ]),
        ring(
            "Exchange",
            ["Book", "Domain", "Availability", "ServiceContracts", "Storage"]),
        ring("Suggesting", ["Book", "Domain", "Availability", "Planning", "Storage", "Words"]),
        ring(
            "Rebalancing",
            [
                "Book", "Domain", "Availability", "LinearModel", "Planning", "ServiceContracts", "Storage",
                "Words",
            ]),
        ring("Directory", ["Book", "Domain", "Availability", "ICalendar", "ServiceContracts", "Storage"]),
        ring("Booking", ["Book", "Domain", "Availability", "Platform", "Storage"]),
        ring(
            "Scenarios",
            [
                "Book", "Directory", "Rebalancing", "Suggesting", "Domain", "Availability", "LinearModel",
                "Planning", "Platform", "ServiceContracts", "Storage", "Words", httpTypes, logging, mustache,
            ]),
        ring(
            "SchedulingService",
            [
                "Book", "Booking", "Directory", "ICalendar", "Rebalancing", "Suggesting", "Domain",
                "Availability", "Planning", "Platform", "ServiceContracts", "Storage", "Words",
                httpTypes, lifecycle, logging,
            ]),

        ring("UserService", ["Domain", "Platform", "ServiceContracts", "Storage", httpTypes, logging]),
        ring(
            "NotificationService",
            [
                "Availability", "Domain", "Platform", "Reminders", "ServiceContracts", "Storage", "Words",
                httpTypes, lifecycle, logging, mustache,
            ]),
        ring(
            "MessagingService",
            ["Domain", "Platform", "ServiceContracts", "Storage", "Words", crypto, httpTypes, logging]),
        ring(
            "ReportingService",
            [
                "Availability", "Domain", "Platform", "Reports", "ServiceContracts", "Storage", httpTypes,
                lifecycle, logging,
            ]),
        ring("AdminService", ["Domain", "Platform", "ServiceContracts", "Storage", httpTypes]),
        ring(
            "Gateway",
            [
                "CZlib", "Domain", "Platform", "ServiceClients", "ServiceContracts", crypto, http, httpClient,
                httpCore, httpTypes, lifecycle, logging, mustache, nio, nioHTTP1,
            ],
            resources: [.copy("Web")]
        ),

        // Ring 5: the composition root.
        .executableTarget(
            name: "slotwise",
            dependencies: [
                "Domain", "Availability", "LinearModel", "Planning", "GLPKSolver", "Storage",
                "StoragePostgres", "StorageSQLite",
                "Book", "Booking", "Directory", "Exchange", "Rebalancing", "Scenarios", "Suggesting",
                "SchedulingService",
                "SolverProcess",
                "Workers", "Words", "Platform",
                "ServiceContracts",
                "AuthService", "Channels", "MessagingService", "NotificationService", "UserService",
                "ReportingService", "AdminService", "Gateway", "ICalendar", "ServiceClients", arguments, csv,
                yaml, configuration,
                httpClient,
                lifecycle, logging, crypto,
                nio, nioExtras, nioPosix,
            ],
            swiftSettings: settings
        ),

        // Tests.
        .target(
            name: "TestKit",
            dependencies: [
                "Domain", "Availability", "LinearModel", "Planning", "GLPKSolver", "Storage",
                "StoragePostgres", "StorageSQLite",
                "Book", "Booking", "Directory", "Exchange", "Rebalancing", "Scenarios", "Suggesting",
                "SchedulingService", "ServiceContracts", "UserService",
                "Workers", lifecycle,
            ],
            path: "Tests/TestKit",
            swiftSettings: settings
        ),
        .target(name: "CPowerCut", path: "Tests/CPowerCut", linkerSettings: [.linkedLibrary("sqlite3")]),
        program(
            "power-cut", "Tests/PowerCut",
            ["CPowerCut", "Domain", "Storage", "StorageSQLite", "TestKit", grdb]),
        program(
            "race", "Tests/Race",
            [
                "Domain", "Book", "Booking", "Directory", "Exchange", "Rebalancing", "Scenarios",
                "Suggesting",
                "SchedulingService", "Storage",
                "StoragePostgres", "StorageSQLite",
                "TestKit",
            ],
            exclude: ["judge.py"]
        ),
        program(
            "reminding", "Tests/Reminding",
            [
                "Availability", "Channels", "Domain", "NotificationService", "ServiceContracts", "Storage",
                "StoragePostgres",
                "StorageSQLite", "TestKit", logging,
            ]),
        program(
            "solver-kills", "Tests/SolverKills",
            [
                "Domain", "LinearModel", "Planning", "Book", "Booking", "Directory", "Exchange",
                "Rebalancing", "Scenarios", "Suggesting",
                "SchedulingService",
                "SolverProcess",
                "Storage",
                "TestKit",
            ]),
        tests("DomainTests", ["Domain"]),
        tests("AvailabilityTests", ["Availability", "Domain", "TestKit"], exclude: ["zone_oracle.py"]),
        tests("LinearModelTests", ["LinearModel"]),
        tests("GLPKSolverTests", ["GLPKSolver", "LinearModel", "CGLPK", "Workers"]),
        tests("StoragePostgresTests", ["StoragePostgres", "Storage", "Domain", "TestKit", "Workers"]),
        tests("StorageContractTests", ["Storage", "Domain", "TestKit"]),
        tests("StorageSQLiteTests", ["StorageSQLite", "Storage", "Domain", "TestKit", grdb]),
        roomTests("BookTests"),
        roomTests("BookingTests", ["UserService"]),
        roomTests("DirectoryTests"),
        roomTests("SuggestingTests"),
        roomTests("RebalancingTests", [logging]),
        roomTests("ExchangeTests", ["UserService"]),
        roomTests("SchedulingServiceTests", ["SchedulingService"]),
        roomTests("ScenariosTests", ["Scenarios", logging]),
        tests("WordsTests", ["Words", "Domain", "ServiceContracts"]),
        tests(
            "SlotwiseTests",
            [
                "slotwise", "TestKit", "LinearModel", "Planning", "Book", "Booking", "Directory", "Exchange",
                "Rebalancing", "Scenarios",
                "Suggesting",
                "SchedulingService",
                "SolverProcess", "Storage", "UserService",
                "Domain", "Words",
            ]),
        tests("ArchitectureTests", []),
        tests("ServiceContractsTests", ["ServiceContracts", "Domain"]),
        tests("PlatformTests", ["Platform", "Domain", "ServiceContracts", httpTypes]),
        tests(
            "AuthServiceTests",
            [
                "AuthService", "Domain", "Platform", "ServiceContracts", "Storage", "StorageSQLite",
                "TestKit",
                "Words",
            ]),
        roomTests("UserServiceTests", ["UserService"]),
        roomTests("NotificationServiceTests", ["NotificationService", "Reminders", "UserService", logging]),
        roomTests("MessagingServiceTests", ["MessagingService", "UserService", logging]),
        roomTests(
            "ReportingServiceTests",
            ["ReportingService", "Reports", "SchedulingService", "UserService", logging]),
        tests("ReportsTests", ["Reports", "Availability", "Domain", "TestKit"]),
        tests("ChannelsTests", ["Channels", "Domain", "ServiceContracts", crypto]),
        tests("ICalendarTests", ["ICalendar", "Availability", "Domain", "TestKit"]),
        tests("RemindersTests", ["Reminders", "Availability", "Domain", "TestKit"]),
        tests(
            "ServiceClientsTests",
            [
                "ServiceClients", "ServiceContracts", "Domain", "slotwise", "TestKit", "AuthService", "Book",
                "Directory", "Platform", "Rebalancing", "SchedulingService", "Storage", "UserService",
                "Words",
                httpClient, logging, nio, nioPosix,
            ]),
        tests("PlanningTests", ["Planning", "Domain", "LinearModel", "GLPKSolver", "TestKit", "Workers"]),

        // Measurements, one program each.
        .target(
            name: "CRawLoop", path: "Benchmarks/CRawLoop",
            linkerSettings: [.linkedLibrary("sqlite3"), .linkedLibrary("pq")]),
        program(
            "bench-bookings", "Benchmarks/Bookings",
            [
                "CRawLoop", "Domain", "Book", "Booking", "Directory", "Exchange", "Rebalancing", "Scenarios",
                "Suggesting",
                "SchedulingService",
                "Storage",
                "StoragePostgres", "StorageSQLite",
                "TestKit",
            ]
        ),
        program(
            "bench-suggest", "Benchmarks/Suggest",
            [
                "Domain", "GLPKSolver", "LinearModel", "Planning", "Book", "Booking", "Directory", "Exchange",
                "Rebalancing", "Scenarios",
                "Suggesting",
                "SchedulingService",
                "Storage",
                "StorageSQLite",
                "TestKit",
            ]
        ),
        program("bench-whatif", "Benchmarks/WhatIf", ["Domain", "GLPKSolver", "LinearModel", "Planning"]),
    ]
)
