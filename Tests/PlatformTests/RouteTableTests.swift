import HTTPTypes
import Testing

@testable import Platform

/// Paths find their operation, and refusals say what would.
@Suite struct RouteTableTests {
    private static func operation(_ method: HTTPRequest.Method, _ path: String) -> APIOperation {
        APIOperation("\(method.rawValue) \(path)", method, path, "", .anyone, gives: .nothing) { _ in .nothing
        }
    }

    private let table = RouteTable([
        operation(.get, "/v1/sessions"), operation(.post, "/v1/sessions"),
        operation(.delete, "/v1/sessions/current"),
        operation(.delete, "/v1/sessions/{id}"), operation(.get, "/v1/patients/{id}/proxies/{account}"),
    ])

    private func found(_ method: HTTPRequest.Method, _ path: String) -> String {
        switch table.match(method, Substring(path)) {
        case .operation(let operation, let parameters):
            operation.id + parameters.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        case .otherMethods(let methods): "other " + methods.map(\.rawValue).joined(separator: ",")
        case .nothing: "nothing"
        }
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, "/v1/sessions", "GET /v1/sessions"),
        (.head, "/v1/sessions", "GET /v1/sessions"),
        (.put, "/v1/sessions", "other GET,POST"),
        (.delete, "/v1/sessions/current", "DELETE /v1/sessions/current"),
        (.delete, "/v1/sessions/abc", "DELETE /v1/sessions/{id} id=abc"),
        (.delete, "/v1/sessions/a%20b", "DELETE /v1/sessions/{id} id=a b"),
        (.delete, "/v1/sessions/", "nothing"),
        (.delete, "/v1/sessions/%zz", "nothing"),
        (.get, "/v1/patients/p/proxies/a", "GET /v1/patients/{id}/proxies/{account} account=a id=p"),
        (.get, "/v1/patients/p", "nothing"), (.get, "/", "nothing"), (.get, "", "nothing"),
        (.get, "/v1/sessions/x/y", "nothing"), (.get, "@evil.example/v1/sessions", "nothing"),
        (.get, "v1/sessions", "nothing"),
    ])
    func `a path is matched literally before by parameter`(
        method: HTTPRequest.Method, path: String, wanted: String
    ) {
        #expect(found(method, path) == wanted)
    }
}

/// Modules start in the order of their table, and none without what it needs.
@Suite struct ModuleTableTests {
    private let table = ModuleTable([("book", ["people"]), ("people", ["book"]), ("auth", ["book"])])

    @Test func `modules start in the order of the table, those that ask each other too`() throws {
        #expect(try table.order(of: ["all"]) == ["book", "people", "auth"])
        #expect(try table.order(of: ["auth", "people", "book"]) == ["book", "people", "auth"])
    }

    @Test func `what a module needs is here, or its place is known`() throws {
        #expect(try table.order(of: ["auth"], elsewhere: ["book"]) == ["auth"])
        #expect(throws: ModuleTable.Fault.unknown("x", known: ["book", "people", "auth"])) {
            try table.order(of: ["x"])
        }
        #expect(throws: ModuleTable.Fault.unknown("y", known: ["book", "people", "auth"])) {
            try table.order(of: ["auth"], elsewhere: ["book", "y"])
        }
        #expect(throws: ModuleTable.Fault.missing(module: "auth", needs: "book")) {
            try table.order(of: ["auth"])
        }
    }
}

/// A client may ask so much at once, then at a steady rate.
@Suite struct RateLimitTests {
    @Test func `a bucket empties, says how long to wait, and fills again`() {
        let limits = RateLimits()
        let allowance = RateLimits.Allowance(name: "test", burst: 3, perSecond: 0.5)
        for _ in 0..<3 { #expect(limits.wait("a", allowance, at: 0) == nil) }
        #expect(limits.wait("a", allowance, at: 0) == 2)
        #expect(limits.wait("b", allowance, at: 0) == nil)
        #expect(limits.wait("a", .general, at: 0) == nil)
        #expect(limits.wait("a", allowance, at: 0) == 2)
        #expect(limits.wait("a", allowance, at: 2) == nil)
        #expect(limits.wait("a", allowance, at: 2) == 2)
    }

    @Test func `whoever comes with many addresses is not forgiven`() {
        let limits = RateLimits(most: 4)
        let allowance = RateLimits.Allowance(name: "test", burst: 1, perSecond: 0.1)
        for client in ["a", "b", "c", "d", "e"] { #expect(limits.wait(client, allowance, at: 0) == nil) }
        #expect(limits.wait("a", allowance, at: 0.5) != nil)
        #expect(limits.wait("f", allowance, at: 0.5) != nil)
        // Ten seconds later all are full again, and their places free.
        #expect(limits.wait("g", allowance, at: 11) == nil)
    }

    @Test func `an IPv6 address counts as its network, one that stands for IPv4 as that`() {
        let one: [UInt8] = [0x20, 1, 0xd, 0xb8, 0, 1, 0, 2, 9, 9, 9, 9, 9, 9, 9, 9]
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1]
        #expect(EdgeContext.network(ofIPv6: one) == "2001:db8:1:2::/64")
        #expect(EdgeContext.network(ofIPv6: mapped) == "192.0.2.1")
    }
}

/// The trace of a request is read as W3C says.
@Suite struct TraceContextTests {
    @Test(arguments: [
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true),
        ("00-00000000000000000000000000000000-00f067aa0ba902b7-01", false),
        ("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", false),
        ("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false), ("00-4bf9-00f0-01", false),
        ("", false),
    ])
    func `only a well-formed header counts`(header: String, isRead: Bool) {
        #expect((TraceContext(header) != nil) == isRead)
    }
}

/// Figures are written as Prometheus reads them.
@Suite struct MetricsTests {
    @Test func `requests are counted by operation and status, times in growing buckets`() {
        let metrics = Metrics()
        metrics.note(operation: "live", status: 200, seconds: 0.002)
        metrics.note(operation: "live", status: 200, seconds: 20)
        metrics.gauge("slotwise_event_streams", "Open.") { 3 }
        let lines = metrics.text().split(separator: "\n").map(String.init)
        #expect(lines.contains("slotwise_http_requests_total{operation=\"live\",status=\"200\"} 2"))
        #expect(
            lines.contains("slotwise_http_request_duration_seconds_bucket{operation=\"live\",le=\"0.001\"} 0")
        )
        #expect(
            lines.contains(
                "slotwise_http_request_duration_seconds_bucket{operation=\"live\",le=\"0.0025\"} 1"))
        #expect(
            lines.contains("slotwise_http_request_duration_seconds_bucket{operation=\"live\",le=\"+Inf\"} 2"))
        #expect(lines.contains("slotwise_http_request_duration_seconds_count{operation=\"live\"} 2"))
        #expect(lines.contains("slotwise_event_streams 3.0"))
    }
}
