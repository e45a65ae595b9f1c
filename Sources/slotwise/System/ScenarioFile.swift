import Domain
import Foundation
import Planning
import Scenarios
import Book
import SchedulingService
import Yams

/// A scenario as YAML.
enum ScenarioFile {
    /// Reads one; the first fault names file, field and rule.
    static func read(_ path: String) throws -> Scenario {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 20 else {
            throw UsageError("\(path): cannot be read")
        }
        do {
            let scenario = try YAMLDecoder().decode(Scenario.self, from: data)
            let names = try YAMLDecoder().decode(FileNames.self, from: data)
            if let unknown = try names.unknown(besides: scenario) {
                let hint = Spelling.hint(for: unknown.name, among: unknown.known)
                throw UsageError("\(path): \(unknown.path) is not known\(hint)")
            }
            return scenario
        } catch let error as UsageError {
            throw error
        } catch let error as DecodingError {
            throw UsageError("\(path): \(text(error))")
        } catch {
            throw UsageError("\(path): it is not YAML: \(error)")
        }
    }

    private static func text(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context): "\(path(context.codingPath + [key])) is missing"
        case .valueNotFound(_, let context): "\(path(context.codingPath)) is empty"
        case .typeMismatch(_, let context) where context.debugDescription.hasPrefix("Invalid number of keys"):
            "\(path(context.codingPath)): there is no such base, change or question; docs/scenarios.md lists them"
        case .typeMismatch(_, let context), .dataCorrupted(let context):
            "\(path(context.codingPath)): \(context.underlyingError.map { "\($0)" } ?? context.debugDescription)"
        @unknown default: "\(error)"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        let text = keys.reduce("") { text, key in
            if let index = key.intValue { return "\(text)[\(index)]" }
            return text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)"
        }
        return text.isEmpty ? "the file" : text
    }
}
