/// Where the rules of time zones come from; the composition root reads the system's files.
public protocol ZoneSource: Sendable {
    /// The rules of an IANA zone.
    func rules(for zone: String) throws(ZoneError) -> ZoneRules
}
