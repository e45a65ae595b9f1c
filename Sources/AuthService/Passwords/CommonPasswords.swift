import Foundation

/// Passwords that are tried first: those of eight characters or more at the head of the published lists.
///
/// Source: the order of frequency is common to NCSC's and SecLists' published lists.
enum CommonPasswords {
    private static let words: Set<String> = [
        "12345678", "123456789", "1234567890", "12345678910", "123123123", "11111111", "00000000", "87654321",
        "987654321", "88888888", "12341234", "11223344", "147258369", "123454321", "99999999", "password",
        "password1", "password12", "password123", "passw0rd", "p@ssw0rd", "p@ssword", "qwertyuiop",
        "qwerty123",
        "qwerty12", "qwertyui", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "q1w2e3r4", "zaq12wsx", "asdfghjkl",
        "asdfasdf", "abcd1234", "abc12345", "a1b2c3d4", "abcdefgh", "iloveyou", "iloveyou1", "sunshine",
        "princess", "football", "baseball", "superman", "batman123", "trustno1", "starwars", "whatever",
        "welcome1", "welcome123", "letmein1", "letmein123", "computer", "internet", "michelle", "jennifer",
        "michael1", "jordan23", "liverpool", "chocolate", "butterfly", "charlie1", "changeme", "changeit",
        "administrator", "admin123", "admin1234", "secret123", "monkey123", "dragon123", "master123",
        "shadow123",
        "samsung1", "pokemon1", "hello123", "test1234", "testtest", "default1", "passwort", "passwort1",
        "hallo123", "schatzi1", "doctor123", "hospital", "clinic123", "slotwise", "slotwise1",
    ]

    /// Whether anybody would try it, whatever its case.
    static func contain(_ password: String) -> Bool {
        let lower = password.precomposedStringWithCanonicalMapping.lowercased()
        return words.contains(lower) || Set(lower).count < 3
    }
}
