import Domain

/// The field's measure of access: days until the third open slot, so that a lucky cancellation does not count.
///
/// Source: Murray and Berwick, Advanced access: reducing waiting and delays in primary care, 2003.
public enum ThirdNextAvailable {
    private static let third = 3

    /// Days from the first day of `request` to the day of its third open slot with the same practitioner, averaged over
    /// the practitioners who offer it and rounded; whoever has fewer open slots counts with all days asked for.
    ///
    /// `nil` if nobody offers it. O(practitioners × days).
    public static func days(_ request: SuggestionRequest, in book: SuggestionBook) -> Int? {
        mean(request, in: book).map { Int($0.rounded()) }
    }

    /// The same, not rounded.
    public static func mean(_ request: SuggestionRequest, in book: SuggestionBook) -> Double? {
        guard !request.options.isEmpty else { return nil }
        let scan = SuggestionScan(request, book)
        let sum = request.options.indices.reduce(0) { $0 + days(of: $1, scan) }
        return Double(sum) / Double(request.options.count)
    }

    private static func days(of option: Int, _ scan: SuggestionScan) -> Int {
        let offered = scan.request.options[option]
        let total = offered.length.ticks(of: SuggestionBook.tickMinutes).total
        var found = 0
        for day in scan.request.days {
            let free = scan.book.free[offered.practitioner * scan.book.days.count + day]
            guard !free.isEmpty else { continue }
            var next = 0
            scan.startSet(option, day, free: free).forEach { start in
                guard start >= next else { return }
                found += 1
                next = start + total
            }
            if found >= third { return day - scan.request.days.lowerBound }
        }
        return scan.request.days.count
    }
}
