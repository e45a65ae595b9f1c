/// Names of modules with what each needs, in the order in which they start.
public struct ModuleTable: Sendable {
    /// Why a choice of targets cannot start.
    public enum Fault: Error, Sendable, Equatable, CustomStringConvertible {
        /// No module has this name.
        case unknown(String, known: [String])
        /// A module needs one that is neither chosen nor reached.
        case missing(module: String, needs: String)

        /// The fact and the next step.
        public var description: String {
            switch self {
            case .unknown(let name, let known):
                "--target: there is no “\(name)”; choose from \(known.joined(separator: ", ")) or all"
            case .missing(let module, let needs):
                "--target: \(module) needs \(needs); add it, or say in --services where it is"
            }
        }
    }

    /// Each module with what it needs.
    public let needs: [(name: String, needs: [String])]

    /// A table.
    public init(_ needs: [(name: String, needs: [String])]) { self.needs = needs }

    /// The chosen modules in the order of the table.
    ///
    /// - Parameters:
    ///   - targets: Names, or `all`.
    ///   - elsewhere: Names of those that other processes run.
    /// - Returns: Each once.
    /// - Throws: ``Fault``.
    public func order(of targets: [String], elsewhere: Set<String> = []) throws(Fault) -> [String] {
        let known = needs.map(\.name)
        if let unknown = (targets + elsewhere.sorted()).first(where: { $0 != "all" && !known.contains($0) }) {
            throw .unknown(unknown, known: known)
        }
        let chosen = targets.contains("all") ? known : known.filter(targets.contains)
        for (name, needed) in needs where chosen.contains(name) {
            if let missing = needed.first(where: { !chosen.contains($0) && !elsewhere.contains($0) }) {
                throw .missing(module: name, needs: missing)
            }
        }
        return chosen
    }
}
