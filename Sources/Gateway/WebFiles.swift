import CZlib
import Crypto
import Foundation

/// The files of the web app as they are served: under names that hold their fingerprint, compressed once.
///
/// A file that changes gets another name, so browsers may keep each for ever. An import map tells modules the names.
struct WebFiles: Sendable {
    /// One file.
    struct File: Sendable {
        let bytes: Data
        /// The same in gzip, if that is smaller.
        let compressed: Data?
        let type: String

        init(_ bytes: Data, type: String) {
            self.bytes = bytes
            self.type = type
            compressed = Self.gzip(bytes).flatMap { $0.count < bytes.count ? $0 : nil }
        }

        private static func gzip(_ bytes: Data) -> Data? {
            var room = [UInt8](repeating: 0, count: bytes.count + 1_024)
            let size = bytes.withUnsafeBytes { input in
                slotwise_gzip(input.bindMemory(to: UInt8.self).baseAddress, bytes.count, &room, room.count)
            }
            return size > 0 ? Data(room.prefix(size)) : nil
        }
    }

    /// By path, such as `/assets/app/main.1f2e3d4c5b6a7988.js`.
    let assets: [String: File]
    /// The page that every path of the app shows.
    let index: File
    /// Found at fixed paths: the manifest and the service worker.
    let fixed: [String: File]
    /// Changes with any file.
    let version: String
    /// What the page may load, with the digest of its import map.
    let policy: String

    private static let templates = ["index.html", "manifest.webmanifest", "service-worker.js"]
    private static let types = [
        "js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "svg": "image/svg+xml",
        "html": "text/html; charset=utf-8", "webmanifest": "application/manifest+json",
    ]

    /// Reads every file in `directory`.
    init(directory: URL) throws {
        let root = directory.standardizedFileURL.path + "/"
        let all = FileManager.default.enumerator(
            at: directory, includingPropertiesForKeys: [.isRegularFileKey])
        var files: [String: Data] = [:]
        for case let url as URL in all ?? .init() where url.pathExtension != "" {
            files[String(url.standardizedFileURL.path.dropFirst(root.count))] = try Data(contentsOf: url)
        }
        guard Self.templates.allSatisfy({ files[$0] != nil }) else { throw WebFilesMissing(directory: root) }
        var names: [String: String] = [:]
        var assets: [String: File] = [:]
        for (path, bytes) in files where !Self.templates.contains(path) {
            let parts = path.split(separator: ".", maxSplits: 1)
            names[path] = "/assets/\(parts[0]).\(Self.digest(bytes)).\(parts[1])"
            assets[names[path] ?? ""] = File(
                bytes, type: Self.types[String(parts[1])] ?? "application/octet-stream")
        }
        self.assets = assets
        let everything = files.sorted { $0.key < $1.key }.reduce(into: Data()) {
            $0 += Data($1.key.utf8) + $1.value
        }
        version = Self.digest(everything)
        let map = Self.importMap(names)
        let shell = ["/", "/manifest.webmanifest"] + names.values.sorted()
        let words = names.merging([
            "importmap": map, "version": version,
            "precache": "[\(shell.map { "\"\($0)\"" }.joined(separator: ","))]",
        ]) { $1 }
        func filled(_ name: String) -> File {
            File(
                Self.fill(files[name] ?? Data(), words),
                type: Self.types[String(name.split(separator: ".")[1])] ?? "")
        }
        index = filled("index.html")
        fixed = [
            "/manifest.webmanifest": filled("manifest.webmanifest"),
            "/service-worker.js": filled("service-worker.js"),
        ]
        policy = Self.policy(importMap: map)
    }

    /// First 16 hexadecimal digits of the SHA-256.
    private static func digest(_ bytes: Data) -> String {
        SHA256.hash(data: bytes).prefix(8).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            .joined()
    }

    private static func importMap(_ names: [String: String]) -> String {
        let lines = names.filter { $0.key.hasSuffix(".js") }.sorted { $0.key < $1.key }.map {
            "\"/assets/\($0.key)\":\"\($0.value)\""
        }
        return "{\"imports\":{\(lines.joined(separator: ","))}}"
    }

    private static func fill(_ template: Data, _ words: [String: String]) -> Data {
        let text = words.reduce(String(decoding: template, as: UTF8.self)) {
            $0.replacing("{{\($1.key)}}", with: $1.value)
        }
        return Data(text.utf8)
    }

    /// Our own files only; scripts are never made of text (CSP 3, Trusted Types).
    private static func policy(importMap: String) -> String {
        let hash = Data(SHA256.hash(data: Data(importMap.utf8))).base64EncodedString()
        return [
            "default-src 'none'", "script-src 'self' 'sha256-\(hash)'", "style-src 'self'", "img-src 'self'",
            "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types slotwise",
        ].joined(separator: "; ")
    }
}

/// The app's files are not beside the program.
struct WebFilesMissing: Error, CustomStringConvertible {
    let directory: String
    var description: String {
        "the web app's files are missing from \(directory); install them beside the program"
    }
}
