public import Logging
import Foundation

/// Log lines as JSON on standard error: a constant message, metadata, never health data.
public struct JSONLogs: LogHandler {
    /// What is left out.
    public var logLevel: Logger.Level
    /// Metadata of every line.
    public var metadata: Logger.Metadata = [:]
    private let label: String

    /// Lines of `label` from `level` on.
    public init(label: String, level: Logger.Level) {
        self.label = label
        logLevel = level
    }

    /// One value of the metadata.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes a line.
    public func log(event: LogEvent) {
        var fields = metadata.merging(event.metadata ?? [:]) { _, new in new }.mapValues { "\($0)" }
        fields["level"] = event.level.rawValue
        fields["message"] = "\(event.message)"
        fields["logger"] = label
        fields["at"] = Self.now()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let line = try? encoder.encode(fields) else { return }
        StandardError.write(String(decoding: line, as: UTF8.self) + "\n")
    }

    private static func now() -> String {
        Date().formatted(.iso8601.time(includingFractionalSeconds: true))
    }
}
