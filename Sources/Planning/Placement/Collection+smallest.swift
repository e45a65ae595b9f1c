extension Sequence {
    /// The `count` smallest elements in ascending order.
    ///
    /// O(n log count) comparisons.
    func smallest(_ count: Int, by precedes: (Element, Element) -> Bool) -> [Element] {
        var kept: [Element] = []
        kept.reserveCapacity(count + 1)
        for element in self {
            if kept.count == count {
                guard let last = kept.last, precedes(element, last) else { continue }
                kept.removeLast()
            }
            var low = 0
            var high = kept.count
            while low < high {
                let middle = (low + high) / 2
                if precedes(element, kept[middle]) { high = middle } else { low = middle + 1 }
            }
            kept.insert(element, at: low)
        }
        return kept
    }
}

extension [Int] {
    /// Whether the ascending array holds `value`.
    ///
    /// O(log n).
    func containsSorted(_ value: Int) -> Bool {
        let position = countBelow(value)
        return position < count && self[position] == value
    }

    /// How many elements of the ascending array are smaller than `value`.
    ///
    /// O(log n).
    func countBelow(_ value: Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
