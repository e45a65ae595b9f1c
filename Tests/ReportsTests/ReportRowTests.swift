import Availability
import Domain
import Reports
import TestKit
import Testing

/// An appointment's groups, on the clock of where it is.
@Suite struct ReportRowTests {
    private func row(
        _ start: String, bookedAt: String = "2026-03-01T10:00:00Z", _ status: AppointmentStatus = .booked,
        steppedBy: Side? = nil, reason: String? = nil
    ) throws -> ReportRow? {
        let start = try #require(Instant(rfc3339: start))
        return ReportRow(
            .init(
                status: status, range: TimeRange(start: start, length: 20),
                bookedAt: try #require(Instant(rfc3339: bookedAt)), bookedBy: .patient, steppedBy: steppedBy,
                reason: reason, wasMovedByPlan: false, priceCents: 4_000),
            in: try TestZones().rules(for: "Europe/Paris"))
    }

    @Test func `day, hour, week and month are the location's`() throws {
        let row = try #require(try row("2026-02-28T23:30:00Z", bookedAt: "2026-02-28T22:59:00Z"))
        #expect(row.group(.day) == "2026-03-01" && row.group(.month) == "2026-03" && row.group(.hour) == "00")
        #expect(row.group(.weekday) == "7" && row.group(.week) == "2026-02-23")
        #expect(row.group(.lead) == "1-2", "booked the evening before")
    }

    @Test func `a cancellation has a side and a reason, and nothing else has`() throws {
        let cancelled = try #require(
            try row("2026-03-09T09:00:00Z", .cancelled, steppedBy: .patient, reason: "ill"))
        #expect(cancelled.group(.cancelledBy) == "patient" && cancelled.group(.cancelReason) == "ill")
        let came = try #require(try row("2026-03-09T09:00:00Z", .fulfilled, steppedBy: .clinic, reason: "x"))
        #expect(came.group(.cancelledBy) == "" && came.group(.cancelReason) == "")
    }

    @Test func `what was never meant does not count`() throws {
        for status in AppointmentStatus.allCases {
            let isCounted = ![.enteredInError, .proposed, .waitlist].contains(status)
            #expect(try (row("2026-03-09T09:00:00Z", status) != nil) == isCounted, "\(status)")
        }
    }
}
