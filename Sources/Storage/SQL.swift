/// One SQL statement with its bindings. Interpolation binds, it never pastes:
///
///     let clash: SQL = "SELECT 1 FROM occupancy WHERE resource = \(resource) AND starts_at < \(end)"
///
/// The text is a static literal with `?` for each value, so a driver can keep the prepared statement.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// The statement with `?` for each binding.
    public let text: String
    /// The values in the order of the question marks.
    public let bindings: [SQLValue]

    /// A statement that is put together from the names of a schema; what people write is always bound.
    package init(text: String, bindings: [SQLValue] = []) {
        self.text = text
        self.bindings = bindings
    }

    /// A statement without bindings.
    public init(stringLiteral value: String) {
        text = value
        bindings = []
    }

    /// A statement with bindings.
    public init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
        bindings = stringInterpolation.bindings
    }

    /// Collects text and bindings.
    public struct Interpolation: StringInterpolationProtocol {
        var text = ""
        var bindings: [SQLValue] = []

        /// Prepares for about `literalCapacity` characters.
        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
            bindings.reserveCapacity(interpolationCount)
        }

        /// Adds SQL as written in the source.
        public mutating func appendLiteral(_ literal: String) { text += literal }

        /// Adds a part of a statement with its own bindings.
        public mutating func appendInterpolation(_ part: SQL) {
            text += part.text
            bindings += part.bindings
        }

        /// Binds one value.
        public mutating func appendInterpolation(_ value: some SQLBindable) {
            text += "?"
            bindings.append(value.sqlValue)
        }

        /// Binds a list to look in: `type_id IN \(in: ids)`; nothing is in an empty one.
        ///
        /// The last value is repeated until there are 1, 2, 4, 8 … of them, so that lists of any length share few texts.
        public mutating func appendInterpolation<Values: Collection>(in values: Values)
        where Values.Element: SQLBindable {
            var bound = values.map(\.sqlValue)
            var width = 1
            while width < bound.count { width *= 2 }
            bound += Array(repeating: bound.last ?? .null, count: width - bound.count)
            text += "(" + bound.map { _ in "?" }.joined(separator: ", ") + ")"
            bindings += bound
        }

        /// Binds a value that may be absent.
        public mutating func appendInterpolation(_ value: (some SQLBindable)?) {
            text += "?"
            bindings.append(value?.sqlValue ?? .null)
        }
    }
}
