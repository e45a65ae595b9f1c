import HTTPTypes

/// The refresh token's cookie: this host only, never for scripts, never sent from other sites.
enum RefreshCookie {
    private static let name = "__Host-slotwise-refresh"
    private static let attributes = "Path=/; Secure; HttpOnly; SameSite=Strict"

    static func set(_ token: String) -> String { "\(name)=\(token); Max-Age=2592000; \(attributes)" }

    static let clear = "\(name)=; Max-Age=0; \(attributes)"

    static func value(in head: HTTPRequest) -> String? {
        head.headerFields[values: .cookie].flatMap { $0.split(separator: ";") }
            .map { $0.drop { $0 == " " } }.first { $0.hasPrefix("\(name)=") }
            .map { String($0.dropFirst(name.count + 1)) }
    }
}
