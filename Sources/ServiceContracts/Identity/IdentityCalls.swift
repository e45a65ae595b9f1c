public import Domain

/// ``Identity`` on the wire.
public enum IdentityCalls {
    static let service = "auth"
    /// ``Identity/keys()``.
    public static let keys = ContractCall<Nothing, [PublicKey]>(service, "keys")
    /// ``Identity/standing()``.
    public static let standing = ContractCall<Nothing, IdentityStanding>(service, "standing", within: 30)
    /// ``Identity/changes(after:limit:)``.
    public static let changes = ContractCall<FeedPage, IdentityChanges>(service, "changes")
    /// ``Identity/dependants(of:)``.
    public static let dependants = ContractCall<String, [Patient.ID]>(service, "dependants")
    /// ``Identity/reach(ofSessions:)``.
    public static let reach = ContractCall<Set<String>, [SessionReach]>(service, "reach")
    /// ``Identity/addresses(of:)``.
    public static let addresses = ContractCall<Set<String>, [String: String]>(service, "addresses")
    /// ``Identity/seededPasswords()``.
    public static let seededPasswords = ContractCall<Nothing, Int>(service, "seeded-passwords")
}
