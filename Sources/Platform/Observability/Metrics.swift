import Synchronization

/// Counts and times, written in Prometheus' text format.
///
/// Source: Prometheus exposition format 0.0.4.
public final class Metrics: Sendable {
    private struct Key: Hashable {
        let operation: String
        let status: Int
    }

    private struct Histogram {
        var counts = [Int](repeating: 0, count: Metrics.bounds.count + 1)
        var sum = 0.0
    }

    private struct State {
        var requests: [Key: Int] = [:]
        var seconds: [String: Histogram] = [:]
        var gauges: [(name: String, help: String, value: @Sendable () -> Double)] = []
    }

    private let state = Mutex(State())
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    /// Nothing counted yet.
    public init() {}

    /// Notes one answered request.
    public func note(operation: String, status: Int, seconds: Double) {
        state.withLock { state in
            state.requests[Key(operation: operation, status: status), default: 0] += 1
            let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
            state.seconds[operation, default: Histogram()].counts[bucket] += 1
            state.seconds[operation, default: Histogram()].sum += seconds
        }
    }

    /// Shows a number that is read when somebody asks.
    public func gauge(_ name: String, _ help: String, _ value: @escaping @Sendable () -> Double) {
        state.withLock { $0.gauges.append((name, help, value)) }
    }

    /// Everything, as text.
    public func text() -> String {
        let (requests, seconds, gauges) = state.withLock { ($0.requests, $0.seconds, $0.gauges) }
        var lines = [
            "# HELP slotwise_http_requests_total Requests answered.",
            "# TYPE slotwise_http_requests_total counter",
        ]
        for (key, count) in requests.sorted(by: {
            ($0.key.operation, $0.key.status) < ($1.key.operation, $1.key.status)
        }) {
            lines.append(
                "slotwise_http_requests_total{operation=\"\(key.operation)\",status=\"\(key.status)\"} \(count)"
            )
        }
        lines.append("# HELP slotwise_http_request_duration_seconds Time until the answer was ready.")
        lines.append("# TYPE slotwise_http_request_duration_seconds histogram")
        for (operation, histogram) in seconds.sorted(by: { $0.key < $1.key }) {
            lines += Self.lines(operation, histogram)
        }
        for gauge in gauges {
            lines.append("# HELP \(gauge.name) \(gauge.help)")
            lines.append("# TYPE \(gauge.name) gauge")
            lines.append("\(gauge.name) \(Self.text(gauge.value()))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// As the format spells numbers that are none.
    private static func text(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : value > 0 ? "+Inf" : "-Inf" }
        return "\(value)"
    }

    private static func lines(_ operation: String, _ histogram: Histogram) -> [String] {
        let name = "slotwise_http_request_duration_seconds"
        var total = 0
        var lines: [String] = []
        for (bound, count) in zip(bounds.map { "\($0)" } + ["+Inf"], histogram.counts) {
            total += count
            lines.append("\(name)_bucket{operation=\"\(operation)\",le=\"\(bound)\"} \(total)")
        }
        lines.append("\(name)_sum{operation=\"\(operation)\"} \(histogram.sum)")
        lines.append("\(name)_count{operation=\"\(operation)\"} \(total)")
        return lines
    }
}
