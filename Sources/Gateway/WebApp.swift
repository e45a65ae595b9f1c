import Foundation
public import HTTPTypes
public import Platform

/// Serves the web app: its page for every path that a browser opens, its files under their fingerprints.
public struct WebApp: Sendable {
    private let files: WebFiles

    /// The app whose files came with the program.
    ///
    /// - Throws: An error that names the directory if they are missing.
    public init() throws {
        files = try WebFiles(directory: Bundle.module.bundleURL.appendingPathComponent("Web"))
    }

    /// What answers a path that no operation has; `nil` for nothing.
    public func reply(_ head: HTTPRequest, _ path: Substring) -> Reply? {
        guard head.method == .get || head.method == .head else { return nil }
        if let file = files.assets[String(path)] {
            return Self.reply(file, head).with(.cacheControl, "public, max-age=31536000, immutable")
        }
        if let file = files.fixed[String(path)] {
            return Self.reply(file, head).with(.cacheControl, "no-cache")
        }
        let wantsPage = head.headerFields[.accept]?.contains("text/html") ?? false
        let isPage = path.split(separator: "/").last.map { !$0.contains(".") } ?? true
        guard path == "/" || (wantsPage && isPage && !path.hasPrefix("/v1/")) else { return nil }
        return Self.reply(files.index, head).with(.cacheControl, "no-cache").tagged(files.version)
            .with(.contentSecurityPolicy, files.policy)
            .with(.name("Referrer-Policy"), "no-referrer")
            .with(.name("Cross-Origin-Opener-Policy"), "same-origin")
            .with(.name("Permissions-Policy"), "camera=(), geolocation=(), microphone=()")
    }

    private static func reply(_ file: WebFiles.File, _ head: HTTPRequest) -> Reply {
        let accepts = head.headerFields[.acceptEncoding]?.contains("gzip") ?? false
        guard accepts, let compressed = file.compressed else {
            return Reply(status: .ok, content: .bytes(file.bytes, file.type)).with(.vary, "Accept-Encoding")
        }
        return Reply(status: .ok, content: .bytes(compressed, file.type)).with(.contentEncoding, "gzip")
            .with(.vary, "Accept-Encoding")
    }
}

extension HTTPField.Name {
    fileprivate static func name(_ text: String) -> Self {
        guard let name = Self(text) else { preconditionFailure("\(text) is no header name") }
        return name
    }
}
