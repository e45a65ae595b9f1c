/// What a value has opened, and how much is in it.
final class JSONLevel {
    enum Kind { case nothing, value, object, array }

    var kind = Kind.nothing
    var count = 0
    /// A container inside that has no value of its own, and ends when the next begins.
    var child: JSONLevel?
}
