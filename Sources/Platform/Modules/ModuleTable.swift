/// Names of modules with what each needs, and the order in which they start.
public struct ModuleTable: Sendable {
    /// Why a choice of targets cannot start.
    public enum Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// No module has this name.
        case unknown(String, known: [String])
        /// A module needs one that was not chosen.
        case missing(module: String, needs: String)
        /// Modules need each other in a circle.
        case cycle([String])

        /// The fact and the next step.
        public var description: String {
            switch self {
            case .unknown(let name, let known):
                "--target: there is no “\(name)”; choose from \(known.joined(separator: ", ")) or all"
            case .missing(let module, let needs):
                "--target: \(module) needs \(needs) in the same process; add it"
            case .cycle(let names):
                "the modules \(names.joined(separator: " → ")) need each other in a circle"
            }
        }
    }

    /// Each module with what it needs.
    public let needs: [(name: String, needs: [String])]

    /// A table.
    public init(_ needs: [(name: String, needs: [String])]) { self.needs = needs }

    /// The chosen modules in the order they start: what is needed first, else as the table lists them.
    ///
    /// - Parameter targets: Names, or `all`.
    /// - Returns: Each once.
    /// - Throws: ``Fault``.
    public func order(of targets: [String]) throws(Fault) -> [String] {
        let known = needs.map(\.name)
        if let unknown = targets.first(where: { $0 != "all" && !known.contains($0) }) {
            throw .unknown(unknown, known: known)
        }
        let chosen = targets.contains("all") ? known : known.filter(targets.contains)
        for (name, needed) in needs where chosen.contains(name) {
            if let missing = needed.first(where: { !chosen.contains($0) }) {
                throw .missing(module: name, needs: missing)
            }
        }
        var order: [String] = []
        while order.count < chosen.count {
            let ready = needs.first { row in
                chosen.contains(row.name) && !order.contains(row.name) && row.needs.allSatisfy(order.contains)
            }
            guard let ready else { throw .cycle(chosen.filter { !order.contains($0) }) }
            order.append(ready.name)
        }
        return order
    }
}
