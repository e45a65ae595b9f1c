import LinearModel

/// The LP's present point, by request.
struct Fractions {
    /// Columns with positive value, ascending.
    private(set) var placed: [[(column: Int, value: Double)]]
    /// Values of u.
    let unplaced: [Double]
    /// Whether every value is 0 or 1 within tolerance.
    let isIntegral: Bool

    static let tolerance = 1e-6

    init(_ master: MasterProgram) {
        let values = master.session.columnValues()
        let requestCount = master.columns.requestCount
        unplaced = Array(values[0..<requestCount])
        placed = Array(repeating: [], count: requestCount)
        var isIntegral = unplaced.allSatisfy { !Self.isFractional($0) }
        for number in master.firstPricedIn..<values.count
        where values[number] > Self.tolerance && master.columnAt[number] >= 0 {
            if Self.isFractional(values[number]) { isIntegral = false }
            let column = master.columnAt[number]
            placed[Int(master.columns.request[column])].append((column, values[number]))
        }
        for request in placed.indices { placed[request].sort { $0.column < $1.column } }
        self.isIntegral = isIntegral
    }

    static func isFractional(_ value: Double) -> Bool { value > tolerance && value < 1 - tolerance }
}
