import Domain
import Planning
import Testing

@Suite struct TickSetTests {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `bits do what sets of numbers do`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var bits = TickSet()
        var numbers: Set<Int> = []
        for _ in 0..<12 {
            let start = random.below(310)
            let range = start..<min(320, start + random.below(70))
            if random.below(3) == 0 {
                bits.remove(range)
                numbers.subtract(range)
            } else {
                bits.insert(range)
                numbers.formUnion(range)
            }
        }
        var listed: [Int] = []
        bits.forEach { listed.append($0) }
        #expect(listed == numbers.sorted())
        #expect(bits.count == numbers.count)
        for length in [1, 2, 3, 7, 12, 64, 65, 130] {
            var starts: [Int] = []
            bits.starts(ofRun: length).forEach { starts.append($0) }
            #expect(
                starts
                    == numbers.sorted().filter { start in
                        (start..<start + length).allSatisfy(numbers.contains)
                    })
        }
        if let tick = numbers.randomElement(using: &random) {
            let run = bits.run(around: tick)
            #expect(run.contains(tick) && run.allSatisfy(numbers.contains))
            #expect(!numbers.contains(run.lowerBound - 1) && !numbers.contains(run.upperBound))
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `taking time out of a stretch never makes the rest worth more`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let lengths = (0..<3).map { _ in 2 + random.below(8) }
        let table = Fragmentation(lengths: lengths)
        let stretch = 0..<(10 + random.below(60))
        for length in lengths where length <= stretch.count {
            for start in 0...(stretch.count - length) {
                #expect(table.loss(of: start..<start + length, in: stretch) >= 0)
            }
            #expect(table.loss(of: 0..<length, in: 0..<length) < 1e-9)
        }
    }
}
