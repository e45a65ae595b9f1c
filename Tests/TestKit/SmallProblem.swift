import Domain
public import Planning

/// Random placement problems small enough to enumerate.
public enum SmallProblem {
    /// Two or three practitioners, two or three days, two to four requests, now and then a pool, a shared patient, a
    /// movable appointment or balanced load.
    public static func random(seed: UInt64) -> PlacementProblem {
        var random = SeededRandom(seed: seed &* 7_919 &+ 17)
        let days = 2 + random.below(2)
        let hasPool = random.below(2) == 0
        let practitioners = (0..<2 + random.below(2)).map { index in
            let windows = (0..<days).compactMap { day -> PlacementProblem.Window? in
                guard random.below(5) > 0 else { return nil }
                let start = 138 + random.below(6)
                return .init(day: day, start: start, end: start + 3 + random.below(5))
            }
            let reserved = windows.prefix(random.below(4) == 0 ? 1 : 0).map { window in
                PlacementProblem.Reserved(
                    window: .init(day: window.day, start: window.start, end: window.start + 2),
                    priorities: [.urgent], types: [])
            }
            return PlacementProblem.Practitioner(
                id: index * 10, location: random.below(3) == 0 ? 1 : 0,
                skills: random.below(4) == 0 ? ["a", "b"] : ["a"],
                windows: windows, overtimeTicks: random.below(2), targetLoadTicks: random.below(6),
                reserved: Array(reserved)
            )
        }
        let fixed = practitioners.enumerated().flatMap { index, practitioner in
            practitioner.windows.filter { _ in random.below(3) == 0 }.map { window in
                PlacementProblem.Fixed(
                    practitioner: index,
                    window: .init(day: window.day, start: window.start + 1, end: window.start + 2),
                    equipment: hasPool && random.below(2) == 0 ? ["ecg"] : [],
                    appointmentType: random.below(2) == 0 ? "t" : "u"
                )
            }
        }
        let requests = (0..<2 + random.below(3)).map { index in
            request(index, days, practitioners.count, hasPool: hasPool, &random)
        }
        return PlacementProblem(
            name: "small \(seed)", weekdays: (0..<days).map { ($0 + Int(seed % 5)) % 7 },
            balanceLoad: random.below(3) == 0,
            fairness: random.below(3) == 0
                ? .init(pointsPerRequest: random.below(30), price: 1 + random.below(3)) : nil,
            practitioners: practitioners,
            pools: hasPool
                ? [
                    .init(location: 0, kind: "ecg", capacity: 1 + random.below(2)),
                    .init(location: 1, kind: "ecg", capacity: 1),
                ]
                : [],
            caps: practitioners.indices.filter { _ in random.below(2) == 0 }.map {
                .init(practitioner: $0, appointmentType: "t", perDay: random.below(3))
            },
            fixed: fixed, requests: requests
        )
    }

    /// Eighty requests for four practitioners who have time for about half: a search that takes a while.
    public static func crowded(seed: UInt64) -> PlacementProblem {
        var random = SeededRandom(seed: seed &* 31 &+ 5)
        let practitioners = (0..<4).map { index in
            PlacementProblem.Practitioner(
                id: index, location: index % 2, skills: ["a"],
                windows: (0..<5).map { .init(day: $0, start: 100, end: 130) })
        }
        return PlacementProblem(
            name: "crowded \(seed)", weekdays: [0, 1, 2, 3, 4], practitioners: practitioners,
            requests: (0..<80).map { index in
                .init(
                    id: index, patient: index, appointmentType: "t", duration: 2 + random.below(6),
                    skill: "a",
                    priority: Priority.allCases[random.below(3)], earliestDay: 0, dueDay: 4,
                    original: .init(
                        practitioner: random.below(4), day: random.below(5), start: 100 + random.below(24)),
                    wishedWeekdays: Set((0..<5).filter { _ in random.below(3) > 0 }), locations: [0, 1])
            })
    }

    private static func request(
        _ index: Int, _ days: Int, _ practitioners: Int, hasPool: Bool, _ random: inout SeededRandom
    ) -> PlacementProblem.Request {
        let halves: [Preferences.TimeOfDay] = [.any, .am, .pm]
        let earliest = random.below(days)
        return .init(
            id: index + 100, patient: random.below(4) == 0 ? 0 : index + 1, appointmentType: "t",
            duration: 1 + random.below(4), skill: random.below(5) == 0 ? "b" : "a",
            equipment: hasPool && random.below(2) == 0 ? ["ecg"] : [],
            priority: Priority.allCases[random.below(3)], earliestDay: earliest,
            dueDay: min(days - 1, earliest + random.below(3)),
            original: .init(
                practitioner: random.below(practitioners), day: random.below(days),
                start: 138 + random.below(8)),
            wishedPractitioners: random.below(2) == 0 ? [random.below(practitioners)] : [],
            wishedWeekdays: Set((0..<7).filter { _ in random.below(4) > 0 }),
            timeOfDay: halves[random.below(3)],
            locations: random.below(4) == 0 ? [0] : [0, 1],
            patientBusy: random.below(4) == 0 ? [.init(day: random.below(days), start: 140, end: 142)] : [],
            startStep: random.below(4) == 0 ? 2 : 1, group: ["", "near", "far"][random.below(3)]
        )
    }
}
