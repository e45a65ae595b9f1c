import Domain

/// What a language says.
///
/// In a sentence `{name}` stands for a value, and `{days|day|days}` for a number with the form of the word that it needs.
struct Catalogue: Sendable {
    let sentences: [Reason.Code: Sentence]
    let letters: [Letter.Code: (subject: Sentence, text: Sentence)]
    /// What stands in letters beside their text.
    let phrases: [Letter.Phrase: Sentence]
    /// By the names that the contract gives them.
    let figures: [String: String]
    /// Short as in a date, long as in a sentence.
    let weekdays: [Weekday: (short: String, long: String)]
    /// As in a date, January first.
    let months: [String]
    /// What stands between the number of a day and the month.
    let afterDay: String
    /// Between the last two of several.
    let or: String
}
