import Domain
import Testing

/// Who is away, and until when.
@Suite struct AwayTests {
    private let now = Instant(rfc3339: "2026-03-02T09:00:00Z")!

    private func clinic(_ absences: [(practitioner: Practitioner.ID, from: Int, to: Int)]) -> Clinic {
        Clinic(
            absences: absences.enumerated().map { number, one in
                Absence(
                    id: Absence.ID("a\(number)"), practitioner: one.practitioner,
                    range: TimeRange(start: now + Minutes(60 * one.from), end: now + Minutes(60 * one.to)),
                    reason: "ill")
            })
    }

    @Test(
        arguments: [
            ([(-2, 48)], 48), ([(-2, 12)], 12), ([(-2, 11)], nil), ([(1, 48)], nil), ([(-48, 0)], nil),
            ([], nil),
            ([(24, 72), (-2, 24)], 72), ([(-2, 24), (25, 72)], 24), ([(-2, 48), (-1, 5)], 48),
            ([(0, 24)], 24),
        ] as [([(Int, Int)], Int?)])
    func `absences that follow on each other are one`(_ hours: [(Int, Int)], _ end: Int?) {
        let found = clinic(hours.map { ("okafor", $0.0, $0.1) }).away("okafor", at: now)
        #expect(found == end.map { now + Minutes(60 * $0) })
    }

    @Test func `somebody else's absence is theirs`() {
        #expect(clinic([("weber", -2, 48)]).away("okafor", at: now) == nil)
    }
}
