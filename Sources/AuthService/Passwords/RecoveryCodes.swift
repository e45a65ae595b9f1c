/// Codes that sign in once each when an authenticator is lost.
enum RecoveryCodes {
    private static let letters = Array("abcdefghijkmnpqrstuvwxyz23456789")
    private static let count = 10

    /// Ten codes of fifty random bits, as people copy them: `k3m9x-7qa2t`.
    static func make() -> [String] {
        var random = SystemRandomNumberGenerator()
        func half() -> String {
            String((0..<5).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
        }
        return (0..<count).map { _ in "\(half())-\(half())" }
    }

    /// The code however it was typed.
    static func plain(_ code: String) -> String { code.lowercased().filter { $0.isLetter || $0.isNumber } }
}
