import Domain
import Testing

@Suite struct InstantTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-03-02T09:15:00Z", 1_772_442_900),
            ("2026-03-02T10:15:00+01:00", 1_772_442_900),
            ("2026-03-02t03:45:00-05:30", 1_772_442_900), ("1969-12-31T23:59:59Z", -1),
            ("2000-02-29T12:00:00Z", 951_825_600),
        ] as [(String, Int64)])
    func `a timestamp is read as the instant it names`(text: String, seconds: Int64) {
        #expect(Instant(rfc3339: text)?.secondsSince1970 == seconds)
    }

    @Test(arguments: [
        "", "2026-03-02", "2026-03-02T09:15Z", "2026-03-02T09:15:00", "2026-02-30T09:15:00Z",
        "2026-03-02T24:00:00Z",
        "2026-03-02T09:60:00Z", "2026-03-02T09:15:00.5Z", "2026-03-02T09:15:00+0100", "2026-13-02T09:15:00Z",
        "2026-03-02T09:15:00+01:60", "２026-03-02T09:15:00Z",
    ])
    func `what is not a timestamp is refused`(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test func `printing and reading are inverse`() {
        var random = SeededRandom(seed: 1)
        for _ in 0..<2_000 {
            let instant = Instant(secondsSince1970: Int64(random.below(8_000_000_000)) - 2_000_000_000)
            #expect(Instant(rfc3339: instant.rfc3339) == instant)
        }
    }
}
