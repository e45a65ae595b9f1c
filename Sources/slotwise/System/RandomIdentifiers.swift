import Storage

/// Thirteen random characters: 64 bits, so that two ids never meet in one clinic.
struct RandomIdentifiers: IdentifierSource {
    private static let letters = Array("abcdefghijkmnpqrstuvwxyz23456789")

    func next() -> String {
        var random = SystemRandomNumberGenerator()
        var bits = random.next()
        return String(
            (0..<13).map { _ in
                defer { bits >>= 5 }
                return Self.letters[Int(bits & 31)]
            }
        )
    }
}
