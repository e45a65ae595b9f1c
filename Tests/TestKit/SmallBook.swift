public import Domain
public import Planning

/// Free time of a few practitioners, random and small enough to try everything.
public enum SmallBook {
    /// Three practitioners, ten days from Monday 2 March 2026, random free time between 9 and 12 and in the afternoon.
    public static func random(seed: UInt64, days: Int = 10, afternoon: Bool = false) -> SuggestionBook {
        var random = SeededRandom(seed: seed)
        let dates = (0..<days).map { LocalDate(iso8601: "2026-03-02")! + $0 }
        let practitioners = ["a", "b", "c"].map {
            Practitioner(
                id: Practitioner.ID($0), name: $0, location: $0 == "c" ? "north" : "main", skills: ["gp"])
        }
        let working = (0..<3 * days).map { _ -> TickSet in
            var ticks = TickSet(108..<144)
            if afternoon { ticks.insert(156..<180) }
            return ticks
        }
        let free = working.map { day in
            var left = day
            for _ in 0..<random.below(5) {
                let start = 108 + random.below(afternoon ? 60 : 30)
                left.remove(start..<start + 1 + random.below(10))
            }
            return left
        }
        return SuggestionBook(
            days: dates, today: dates[0], practitioners: practitioners, working: working, free: free,
            poolFree: [:],
            fragmentation: Fragmentation(lengths: [2, 3, 6])
        )
    }

    /// A quarter of an hour with anybody, on any day of the book.
    public static func request(
        _ book: SuggestionBook, minutes: Int = 15, grid: Int = 5, count: Int = 5,
        wishes: Preferences = Preferences(), priority: Priority = .normal
    ) -> SuggestionRequest {
        SuggestionRequest(
            type: "visit",
            options: book.practitioners.indices.map {
                .init(
                    practitioner: $0, length: AppointmentLength(duration: Minutes(minutes)), pools: [])
            },
            grid: Minutes(grid), days: 0..<book.days.count, preferences: wishes, priority: priority,
            count: count
        )
    }
}
