public import Domain

extension Reason {
    /// A number, name or time that a reason is said with.
    public enum Value: Sendable, Hashable {
        /// Days, minutes, people.
        case number(Int)
        /// The name of a person, place or thing; the same in every language.
        case name(String)
        /// Any of several names.
        case anyName([String])
        /// All of several names.
        case names([String])
        /// Any of several days of the week.
        case weekdays([Weekday])
        /// A local day.
        case date(LocalDate)
        /// A time on the wall clock of a local day.
        case time(LocalDate, LocalTime)
        /// What another code says by itself.
        case said(Code)
    }
}

extension Reason.Value: Codable {
    private enum Kind: String, CodingKey {
        case number, name, anyName, names, weekdays, date, time, said
    }

    /// Reads an object with one member, named after what it is.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Kind.self)
        switch object.allKeys.first {
        case .number: self = .number(try object.decode(Int.self, forKey: .number))
        case .name: self = .name(try object.decode(String.self, forKey: .name))
        case .anyName: self = .anyName(try object.decode([String].self, forKey: .anyName))
        case .names: self = .names(try object.decode([String].self, forKey: .names))
        case .weekdays: self = .weekdays(try object.decode([Weekday].self, forKey: .weekdays))
        case .date: self = .date(try object.decode(LocalDate.self, forKey: .date))
        case .said: self = .said(try object.decode(Reason.Code.self, forKey: .said))
        case .time:
            var parts = try object.nestedUnkeyedContainer(forKey: .time)
            self = .time(try parts.decode(LocalDate.self), try parts.decode(LocalTime.self))
        case nil:
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a value of a reason has one member"))
        }
    }

    /// Writes an object with one member, named after what it is.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Kind.self)
        switch self {
        case .number(let number): try object.encode(number, forKey: .number)
        case .name(let name): try object.encode(name, forKey: .name)
        case .anyName(let names): try object.encode(names, forKey: .anyName)
        case .names(let names): try object.encode(names, forKey: .names)
        case .weekdays(let days): try object.encode(days, forKey: .weekdays)
        case .date(let date): try object.encode(date, forKey: .date)
        case .said(let code): try object.encode(code, forKey: .said)
        case .time(let date, let time):
            var parts = object.nestedUnkeyedContainer(forKey: .time)
            try parts.encode(date)
            try parts.encode(time)
        }
    }
}
