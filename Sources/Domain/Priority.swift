/// Clinical priority; it drives what each day of waiting costs.
public enum Priority: String, Sendable, Codable, CaseIterable {
    case urgent, normal, routine
}
