/// What somebody may have meant who wrote a name that is not known.
public enum Spelling {
    /// The known name that takes the fewest changes of a letter, if few are enough; ties by the order of `known`.
    ///
    /// Source: the distance of Levenshtein (1966), a swap of neighbours counting as two changes.
    ///
    /// O(letters² × known names).
    public static func nearest(to name: String, among known: some Sequence<String>) -> String? {
        let most = max(1, name.count / 3)
        let near = known.map { (name: $0, changes: changes(from: name.lowercased(), to: $0.lowercased())) }
        return near.filter { $0.changes <= most }.min { $0.changes < $1.changes }?.name
    }

    /// `; did you mean “…”?`, or the known names if none is near.
    public static func hint(for name: String, among known: [String]) -> String {
        if let meant = nearest(to: name, among: known) { return "; did you mean “\(meant)”?" }
        return known.isEmpty ? "" : "; there are \(known.sorted().joined(separator: ", "))"
    }

    private static func changes(from left: String, to right: String) -> Int {
        let (left, right) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let kept = diagonal + (letter == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(kept, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[right.count]
    }
}
