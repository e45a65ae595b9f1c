import Availability
import Domain
import Foundation
import TestKit
import Testing

@Suite struct ZoneRulesTests {
    @Test func `a skipped time is not there and a repeated one is there twice`() throws {
        let paris = try TestZones().rules(for: "Europe/Paris")
        let halfPastTwo = try #require(LocalTime("02:30"))
        let spring = try #require(LocalDate(iso8601: "2026-03-29"))
        let autumn = try #require(LocalDate(iso8601: "2026-10-25"))
        #expect(paris.instants(of: halfPastTwo, on: spring).isEmpty)
        #expect(
            paris.instants(of: halfPastTwo, on: autumn).map(\.rfc3339) == [
                "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z",
            ]
        )
        #expect(paris.day(spring)?.seconds == 82_800)
        #expect(paris.day(autumn)?.seconds == 90_000)
    }

    @Test func `Apia has no 30 December 2011`() throws {
        let apia = try TestZones().rules(for: "Pacific/Apia")
        #expect(apia.day(try #require(LocalDate(iso8601: "2011-12-30"))) == nil)
        #expect(apia.day(try #require(LocalDate(iso8601: "2011-12-31")))?.seconds == 86_400)
    }

    @Test func `bytes that are no zone are refused wherever they end`() throws {
        #expect(throws: ZoneError.self) { try ZoneRules(name: "x", tzif: []) }
        #expect(throws: ZoneError.self) {
            try ZoneRules(name: "x", tzif: Array("TZif1".utf8) + Array(repeating: 0, count: 60))
        }
        let paris = try #require(FileManager.default.contents(atPath: "/usr/share/zoneinfo/Europe/Paris"))
        for length in stride(from: 0, to: paris.count - 40, by: 37) {
            #expect(throws: ZoneError.self) { try ZoneRules(name: "x", tzif: Array(paris.prefix(length))) }
        }
        #expect(throws: ZoneError.unknown("Mars/Base")) { try TestZones().rules(for: "Mars/Base") }
    }
}
