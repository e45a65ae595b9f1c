public import Domain

/// How old a patient is on the day of an appointment, in years.
public enum AgeBand: String, Sendable, Hashable, CaseIterable, Codable {
    case minor = "0-17"
    case years18to34 = "18-34"
    case years35to49 = "35-49"
    case years50to64 = "50-64"
    case years65to79 = "65-79"
    case older = "80+"

    /// The band of so many years.
    public init(years: Int) {
        switch years {
        case ...17: self = .minor
        case 18...34: self = .years18to34
        case 35...49: self = .years35to49
        case 50...64: self = .years50to64
        case 65...79: self = .years65to79
        default: self = .older
        }
    }

    /// The band of somebody who was born on `birth`, on `day`; `nil` before their birth.
    ///
    /// Whoever was born on 29 February is a year older from 1 March on in years without that day.
    public init?(born birth: LocalDate, on day: LocalDate) {
        guard birth <= day else { return nil }
        let hadBirthday = (day.month, day.day) >= (birth.month, birth.day)
        self.init(years: day.year - birth.year - (hadBirthday ? 0 : 1))
    }
}
