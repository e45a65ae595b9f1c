import Domain
import Foundation
import Testing

@testable import Words

/// One catalogue says every reason in every language.
@Suite struct WordsTests {
    private static let languages: [(Language, Catalogue)] = [(.english, .english), (.german, .german)]

    @Test func `every language has a sentence for every reason, with the same values`() {
        for (language, catalogue) in Self.languages {
            for code in Reason.Code.allCases {
                let sentence = catalogue.sentences[code]
                #expect(sentence != nil, "\(language) does not say \(code.rawValue)")
                #expect(
                    sentence?.names == Catalogue.english.sentences[code]?.names,
                    "\(language) says \(code.rawValue) with other values")
            }
            for code in Letter.Code.allCases {
                let (said, english) = (catalogue.letters[code], Catalogue.english.letters[code])
                #expect(said != nil, "\(language) does not write \(code.rawValue)")
                #expect(
                    said?.subject.names == english?.subject.names && said?.text.names == english?.text.names,
                    "\(language) writes \(code.rawValue) with other values")
            }
            #expect(Set(catalogue.phrases.keys) == Set(Letter.Phrase.allCases))
            #expect(Set(catalogue.figures.keys) == Set(Catalogue.english.figures.keys))
            #expect(Set(catalogue.weekdays.keys) == Set(Weekday.allCases))
            #expect(catalogue.months.count == 12)
        }
    }

    @Test func `no sentence of one language stands in the other`() {
        for code in Reason.Code.allCases where code != .seat {
            let said = Self.languages.map { language, catalogue in
                let names = catalogue.sentences[code]?.names ?? []
                return Words(language).text(
                    Reason(code, Dictionary(uniqueKeysWithValues: names.map { ($0, .number(2)) })))
            }
            #expect(said[0] != said[1], "\(code.rawValue)")
        }
    }

    @Test func `a letter has a subject and a text in the language of its reader`() {
        let letter = Letter(.setPassword, ["code": .name("k3m9")])
        #expect(
            Words(.german).letter(letter)
                == (
                    "Setzen Sie ein neues Passwort",
                    "Setzen Sie innerhalb einer Stunde mit diesem Code ein neues Passwort: k3m9"
                ))
        #expect(Words(.english).letter(letter).text.hasSuffix("within an hour: k3m9"))
    }

    @Test func `a sentence has its numbers, names and times in its language`() throws {
        let (english, german) = (Words(.english), Words(.german))
        let time = try Reason.Value.time(
            #require(LocalDate(iso8601: "2026-03-05")), #require(LocalTime("09:40")))
        let costs = Reason(
            .wishCosts,
            ["wish": .weekdays([.tuesday, .friday]), "days": .number(1), "when": time, "other": time])
        #expect(
            english.text(costs)
                == "Tuesday or Friday costs 1 day: Thu 5 Mar 2026, 09:40; otherwise Thu 5 Mar 2026, 09:40")
        #expect(
            german.text(costs)
                == "Dienstag oder Freitag kostet 1 Tag: Do 5. März 2026, 09:40; sonst Do 5. März 2026, 09:40")
        let waiting = Reason(.waiting, ["days": .number(6)], points: 24)
        #expect(english.weighed(waiting) == "in 6 days (+24)")
        #expect(german.weighed(waiting) == "in 6 Tagen (+24)")
        #expect(
            german.text(Reason(.planTimeOfDay, ["minutes": .number(1)]))
                == "1 Minute neben der gewohnten Zeit")
        #expect(
            german.text(Reason(.wishFree, ["wish": .said(.morning)])) == "Vormittag kostet keine Wartezeit")
        #expect(
            english.text(
                Reason(
                    .lacksResources,
                    [
                        "practitioners": .number(1), "skill": .name("gp"),
                        "purposes": .names(["ecg", "laser"]),
                    ]))
                == "1 practitioner offers gp, but none at a location with ecg, laser")
    }

    @Test(arguments: [
        (nil, Language.english), ("", .english), ("de", .german), ("de-AT, en;q=0.5", .german),
        ("en;q=0.5, de;q=0.4", .english), ("fr, de;q=0.3", .german), ("fr", .english), ("DE-ch", .german),
        ("de;q=0", .english), ("*, de", .english), ("de;q=0.2, *;q=0.1", .german), ("en, de", .english),
    ])
    func `the language is the one that the reader understands best`(header: String?, language: Language) {
        #expect(Language(accepting: header) == language)
    }

    @Test func `a terminal speaks the language of its messages`() {
        #expect(Language(environment: ["LANG": "de_DE.UTF-8"]) == .german)
        #expect(Language(environment: ["LANG": "de_DE.UTF-8", "LC_ALL": "C"]) == .english)
        #expect(Language(environment: ["LANG": "C", "LC_MESSAGES": "de_AT"]) == .german)
        #expect(Language(environment: ["LC_ALL": "", "LANG": "fr_FR"]) == .english)
        #expect(Language(environment: [:]) == .english)
    }

    @Test func `a reason is stored and read again as it was`() throws {
        let date = try #require(LocalDate(iso8601: "2026-03-05"))
        let reason = Reason(
            .wishCosts,
            [
                "a": .number(1), "b": .name("x"), "c": .anyName(["x", "y"]), "d": .names(["x"]),
                "e": .weekdays([.monday]), "f": .date(date), "g": .said(.morning),
                "h": .time(date, try #require(LocalTime("09:40"))),
            ], points: 3)
        let stored = try JSONEncoder().encode(reason)
        #expect(try JSONDecoder().decode(Reason.self, from: stored) == reason)
        #expect(String(decoding: stored, as: UTF8.self).contains(#""time":["2026-03-05","09:40"]"#))
    }
}
