public import Domain

/// Says reasons and letters in a language: for the terminal, the screen and mails alike.
public struct Words: Sendable {
    /// Which.
    public let language: Language
    private let catalogue: Catalogue

    /// The words of a language.
    public init(_ language: Language) {
        self.language = language
        catalogue =
            switch language {
            case .english: .english
            case .german: .german
            }
    }

    /// The sentence, without points.
    public func text(_ reason: Reason) -> String {
        guard let sentence = catalogue.sentences[reason.code] else { return reason.code.rawValue }
        return text(sentence, reason.values)
    }

    /// What it is about, and its text.
    public func letter(_ letter: Letter) -> (subject: String, text: String) {
        guard let said = catalogue.letters[letter.code] else { return (letter.code.rawValue, "") }
        return (text(said.subject, letter.values), text(said.text, letter.values))
    }

    /// The same with fields in the place of values, as `{{when}}`.
    public func pattern(of code: Letter.Code) -> (subject: String, text: String) {
        guard let said = catalogue.letters[code] else { return (code.rawValue, "") }
        return (said.subject.fill { name, _ in "{{\(name)}}" }, said.text.fill { name, _ in "{{\(name)}}" })
    }

    /// What stands in a letter beside its text.
    public func text(_ phrase: Letter.Phrase, _ values: [String: Reason.Value] = [:]) -> String {
        catalogue.phrases[phrase].map { text($0, values) } ?? phrase.rawValue
    }

    private func text(_ sentence: Sentence, _ values: [String: Reason.Value]) -> String {
        sentence.fill { name, forms in
            guard let value = values[name] else { return "{\(name)}" }
            guard case .number(let number) = value, let forms else { return text(value) }
            return "\(number) \(number == 1 ? forms.one : forms.many)"
        }
    }

    /// The sentence with its points: `in 3 days (+12)`.
    public func weighed(_ reason: Reason) -> String {
        text(reason) + (reason.points.map { " (+\($0))" } ?? "")
    }

    /// What a figure is called.
    public func figure(_ name: String) -> String { catalogue.figures[name] ?? name }

    /// `Thu 5 Mar 2026`.
    public func text(_ date: LocalDate) -> String {
        let weekday = catalogue.weekdays[date.weekday]?.short ?? ""
        return "\(weekday) \(date.day)\(catalogue.afterDay) \(catalogue.months[date.month - 1]) \(date.year)"
    }

    /// A value by itself.
    public func text(_ value: Reason.Value) -> String {
        switch value {
        case .number(let number): "\(number)"
        case .name(let name): name
        case .anyName(let names): names.joined(separator: catalogue.or)
        case .names(let names): names.joined(separator: ", ")
        case .weekdays(let days):
            days.map { catalogue.weekdays[$0]?.long ?? $0.rawValue }.joined(separator: catalogue.or)
        case .date(let date): text(date)
        case .time(let date, let time): "\(text(date)), \(time)"
        case .said(let code): text(Reason(code))
        }
    }
}
