import Domain
import Foundation

/// One request of a booker: enough to send it again after a kill.
struct RaceRequest: Codable {
    enum Kind: String, Codable, CaseIterable {
        case book, bookHeld, dropHeld, any, series, cancel, reschedule, override
    }

    let booker: Int
    let key: String
    let kind: Kind
    let type: String
    let practitioner: String
    let starts: [Instant]
    /// The appointment that is cancelled or moved.
    let subject: String?
}

/// What a booker was told.
struct RaceAnswer: Codable {
    let key: String
    /// `ok`, `refused` with a booking error, or `failed` with anything else, which must not happen.
    let outcome: String
    let appointments: [String]
    let detail: String?
}

/// The clients' own record, appended line by line with one write each, so that a kill loses none.
final class ClientLog: Sendable {
    let unanswered: [RaceRequest]
    private let descriptor: Int32

    private struct Line: Codable {
        var request: RaceRequest?
        var answer: RaceAnswer?
    }

    init(path: String) throws {
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
            withIntermediateDirectories: true
        )
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        var open: [String: RaceRequest] = [:]
        for line in text.split(separator: "\n") {
            let line = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
            if let request = line.request { open[request.key] = request }
            if let answer = line.answer { open[answer.key] = nil }
        }
        unanswered = open.values.sorted { $0.key < $1.key }
        descriptor = Foundation.open(path, O_WRONLY | O_APPEND | O_CREAT, 0o600)
    }

    func asks(_ request: RaceRequest) { append(Line(request: request)) }
    func hears(_ answer: RaceAnswer) { append(Line(answer: answer)) }

    private func append(_ line: Line) {
        guard var data = try? JSONEncoder().encode(line) else { return }
        data.append(UInt8(ascii: "\n"))
        _ = data.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }
}
