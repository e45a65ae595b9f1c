public import Storage
import Synchronization

/// Ids `id1`, `id2` … in the order they are asked for.
public final class CountedIdentifiers: IdentifierSource {
    private let count = Atomic<Int>(0)

    public init() {}

    public func next() -> String { "id\(count.add(1, ordering: .relaxed).newValue)" }
}
