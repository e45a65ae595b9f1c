/// A language that the product speaks.
public enum Language: String, Sendable, CaseIterable, Codable {
    case english = "en"
    case german = "de"

    /// The language that a reader understands best, English if none of theirs is spoken.
    ///
    /// Lookup by the first part of a tag, so that `de-AT` is German; of equal weights the first. Source: RFC 9110, 12.5.4,
    /// and RFC 4647, 3.4.
    ///
    /// - Parameter header: An `Accept-Language`, such as `de-AT, en;q=0.5`; `nil` for none.
    public init(accepting header: String?) {
        var best: (language: Language, weight: Double)?
        for range in (header ?? "").split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            let weight =
                parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            let tag = parts.first?.split(separator: "-").first.map(String.init) ?? ""
            guard let language = tag == "*" ? .english : Language(rawValue: tag), weight > best?.weight ?? 0
            else { continue }
            best = (language, weight)
        }
        self = best?.language ?? .english
    }

    /// The language of a terminal, by the locale of its messages; English for one that is not spoken.
    ///
    /// Source: POSIX, 8.2: `LC_ALL`, then `LC_MESSAGES`, then `LANG`.
    public init(environment: [String: String]) {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
        self = Language(rawValue: String(locale?.prefix(2) ?? "")) ?? .english
    }
}
