import Domain
import Reports
import Testing

/// What is a report, and what its figures are made of.
@Suite struct ReportDefinitionTests {
    private let day = LocalDate(iso8601: "2026-03-02")!

    private func fault(
        _ measures: [ReportMeasure] = [.appointments], by dimensions: [ReportDimension] = [],
        days: Int = 30, only filters: [ReportDefinition.Filter] = []
    ) -> ReportDefinition.Fault? {
        do throws(ReportDefinition.Fault) {
            _ = try ReportDefinition(measures, by: dimensions, from: day, to: day + days, only: filters)
            return nil
        } catch { return error }
    }

    @Test func `what makes no sense is refused by name`() {
        #expect(fault() == nil && fault(by: [.month, .practitioner, .status]) == nil)
        #expect(fault([]) == .measures(most: 8) && fault([.missed, .missed]) == .measures(most: 8))
        #expect(fault(Array(ReportMeasure.allCases.prefix(9))) == .measures(most: 8))
        #expect(fault(by: [.day, .day]) == .dimensions(most: 3))
        #expect(fault(by: [.day, .hour, .status, .lead]) == .dimensions(most: 3))
        #expect(fault(days: -1) == .days(most: 3_660) && fault(days: 3_660) == .days(most: 3_660))
        #expect(fault(only: [.init(.status, in: [])]) == .filter(.status, most: 100))
        let twice = [ReportDefinition.Filter(.status, in: ["booked"]), .init(.status, in: ["noshow"])]
        #expect(fault(only: twice) == .filter(.status, most: 100))
    }

    @Test func `open time is of days, hours, places and practitioners, for a year and a month`() {
        let all: [ReportDimension] = [.day, .week, .month, .weekday, .hour, .practitioner, .location]
        for dimension in ReportDimension.allCases {
            let wanted: ReportDefinition.Fault? = all.contains(dimension) ? nil : .openTime(by: dimension)
            #expect(fault([.utilisation], by: [dimension]) == wanted)
            let ofIt: ReportDefinition.Fault? = all.contains(dimension) ? nil : .openTimeFilter(dimension)
            #expect(fault([.openHours], only: [.init(dimension, in: ["a"])]) == ofIt)
        }
        #expect(fault([.utilisation], days: 399) == nil)
        #expect(fault([.utilisation], days: 400) == .openDays(most: 400))
    }

    @Test func `a practitioner's report is of their own, whatever it asks for`() throws {
        let all = try ReportDefinition([.appointments], by: [], from: day, to: day)
        #expect(all.restricted(to: "okafor").filters == [.init(.practitioner, in: ["okafor"])])
        let other = try ReportDefinition(
            [.appointments], by: [], from: day, to: day, only: [.init(.practitioner, in: ["weber"])])
        #expect(other.restricted(to: "okafor").filters == [.init(.practitioner, in: [])])
    }

    @Test func `a share of several groups is the share of their sums`() {
        let sums: [ReportMeasure.Column: Int] = [.missed: 3, .due: 12, .one: 20, .minutesKept: 90]
        let value = { (measure: ReportMeasure) in measure.value { sums[$0] ?? 0 } }
        #expect(value(.missedShare) == 0.25 && value(.appointments) == 20 && value(.hours) == 1.5)
        #expect(ReportMeasure.missedShare.value { _ in 0 } == nil, "of nobody there is no share")
    }

    @Test(arguments: [
        (-3, "0"), (0, "0"), (1, "1-2"), (2, "1-2"), (3, "3-7"), (7, "3-7"), (8, "8-14"), (14, "8-14"),
        (15, "15-30"), (30, "15-30"), (31, "31-60"), (60, "31-60"), (61, "61+"),
    ])
    func `each lead is in one band`(_ days: Int, _ band: String) {
        #expect(LeadBand(days: days).rawValue == band)
    }

    @Test(arguments: [
        ("2008-03-02", "18-34"), ("2008-03-03", "0-17"), ("2026-03-02", "0-17"), ("2026-03-03", nil),
        ("1991-03-02", "35-49"), ("1976-03-01", "50-64"), ("1961-03-02", "65-79"), ("1946-03-03", "65-79"),
        ("1946-03-02", "80+"), ("2008-02-29", "18-34"),
    ])
    func `each age is in one band, and changes on birthdays`(_ birth: String, _ band: String?) throws {
        #expect(AgeBand(born: try #require(LocalDate(iso8601: birth)), on: day)?.rawValue == band)
    }

    @Test func `whoever was born on a leap day is older from March on`() throws {
        let birth = try #require(LocalDate(iso8601: "2008-02-29"))
        let (last, first) = (LocalDate(iso8601: "2026-02-28")!, LocalDate(iso8601: "2026-03-01")!)
        #expect(AgeBand(born: birth, on: last) == .minor && AgeBand(born: birth, on: first) == .years18to34)
    }
}
