/// Paths that services of one clinic ask of each other, and nobody else.
public enum InternalPath {
    /// What all of them begin with.
    public static let prefix = "/internal/v1/"

    /// The path of a service's call.
    public static func of(_ service: String, _ name: String) -> String { "\(prefix)\(service)/\(name)" }

    /// Where a service's news come as they happen: a byte whenever there may be some.
    public static func news(of service: String) -> String { of(service, "news") }

    /// Where the book is copied from, as a file of SQLite.
    public static let bookCopy = of("scheduling", "copy")
    /// The name of that file.
    public static let bookFile = "scheduling.sqlite"
}

/// Headers that processes of one clinic send each other; from anywhere else they mean nothing.
public enum InternalHeader {
    /// The token that opens a service.
    public static let token = "Slotwise-Service"
    /// The network a request came from, to the process that answers it.
    public static let client = "Slotwise-Client"
    /// Why a process did not take a request at all; what a service itself refuses does not have it.
    public static let refused = "Slotwise-Refused"
}

/// What a token between processes is for.
public enum ServiceAudience {
    /// A service's contracts.
    public static func contracts(of service: String) -> String { service }
    /// What people ask of a service, sent on by the gateway.
    public static func people(of service: String) -> String { "people of \(service)" }
}
