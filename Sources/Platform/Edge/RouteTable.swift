import Foundation
public import HTTPTypes

/// What a table of routes has: an operation of this process, or of another.
public protocol Route: Sendable {
    /// The method.
    var method: HTTPRequest.Method { get }
    /// With `{name}` for parameters.
    var path: String { get }
}

/// Finds the operation for a method and path.
public struct RouteTable<Operation: Route>: Sendable {
    /// What was found.
    public enum Match {
        /// An operation, with the parameters of the path.
        case operation(Operation, [String: String])
        /// The path has these methods only.
        case otherMethods([HTTPRequest.Method])
        /// No operation has the path.
        case nothing
    }

    private final class Node: Sendable {
        let literals: [String: Node]
        /// A parameter at this place; its name is in each operation's path.
        let any: Node?
        let operations: [HTTPRequest.Method: (operation: Operation, names: [String])]

        init(_ routes: ArraySlice<(segments: [Substring], operation: Operation)>, depth: Int) {
            let ends = routes.filter { $0.segments.count == depth }
            let going = routes.filter { $0.segments.count > depth }
            operations = Dictionary(
                uniqueKeysWithValues: ends.map { route in
                    let names = route.segments.filter(\.isParameter).map { String($0.dropFirst().dropLast()) }
                    return (route.operation.method, (route.operation, names))
                })
            let literal = Dictionary(grouping: going.filter { !$0.segments[depth].isParameter }) {
                String($0.segments[depth])
            }
            literals = literal.mapValues { Node($0[...], depth: depth + 1) }
            let parameters = going.filter { $0.segments[depth].isParameter }
            any = parameters.isEmpty ? nil : Node(parameters[...], depth: depth + 1)
        }
    }

    private let root: Node

    /// Two operations with the same method and path are a mistake of the program.
    public init(_ operations: [Operation]) {
        root = Node(operations.map { (Self.segments($0.path), $0) }[...], depth: 0)
    }

    /// `path` without its query, still encoded.
    public func match(_ method: HTTPRequest.Method, _ path: Substring) -> Match {
        var values: [String] = []
        // Whatever stands before the first slash is no path (RFC 9112 §3.2.1).
        guard path.first == "/", let node = Self.find(Self.segments(path)[...], root, &values) else {
            return .nothing
        }
        let wanted = method == .head && node.operations[.head] == nil ? .get : method
        guard let (operation, names) = node.operations[wanted] else {
            return .otherMethods(node.operations.keys.sorted { $0.rawValue < $1.rawValue })
        }
        return .operation(operation, Dictionary(uniqueKeysWithValues: zip(names, values)))
    }

    private static func find(_ rest: ArraySlice<Substring>, _ node: Node, _ values: inout [String]) -> Node? {
        guard let segment = rest.first else { return node.operations.isEmpty ? nil : node }
        if let next = node.literals[String(segment)], let found = find(rest.dropFirst(), next, &values) {
            return found
        }
        guard let next = node.any, !segment.isEmpty, let value = segment.removingPercentEncoding else {
            return nil
        }
        values.append(value)
        if let found = find(rest.dropFirst(), next, &values) { return found }
        values.removeLast()
        return nil
    }

    private static func segments(_ path: some StringProtocol) -> [Substring] {
        Substring(path).split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { $0 }
    }
}

extension Substring {
    fileprivate var isParameter: Bool { first == "{" && last == "}" }
}
