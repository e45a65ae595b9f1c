import Book
import Domain
package import ServiceContracts

package extension Scenario {
    /// A scenario of the contract, on a copy of the live book.
    init(_ body: NewScenario) throws {
        self.init(
            name: body.name.value, about: body.about?.value, base: .live,
            changes: try body.changes.enumerated().map { try Change($1, "changes[\($0)]") },
            question: try Question(body.question), expect: nil)
    }
}

package extension Scenario.Change {
    fileprivate init(_ body: ScenarioChangeBody, _ path: String) throws {
        func need<Value>(_ value: Value?, _ field: String) throws -> Value {
            try required(value, "\(path).\(field)", of: body.kind.rawValue)
        }
        switch body.kind {
        case .absence:
            self = .absence(
                practitioner: try need(body.practitioner, "practitioner"), from: try need(body.from, "from"),
                to: try need(body.to, "to"))
        case .closedLocation:
            self = .closedLocation(
                location: try need(body.location, "location"), from: try need(body.from, "from"),
                to: try need(body.to, "to"))
        case .extraSession:
            self = .extraSession(
                practitioner: try need(body.practitioner, "practitioner"), date: try need(body.date, "date"),
                hours: try need(body.hours, "hours").description)
        case .newPractitioner:
            self = .newPractitioner(
                like: try need(body.practitioner, "practitioner"), name: try need(body.name, "name").value)
        case .demand:
            self = .demand(percent: try need(body.percent, "percent").value, type: body.appointmentType)
        case .longer:
            self = .longer(
                type: try need(body.appointmentType, "appointmentType"),
                minutes: try need(body.minutes, "minutes").value)
        case .rule:
            self = .rule(
                type: try need(body.appointmentType, "appointmentType"), horizonDays: body.horizonDays?.value,
                noticeMinutes: body.noticeMinutes?.value, perPractitionerDay: body.perPractitionerDay?.value)
        case .weight:
            self = .weight(
                name: try need(body.name, "name").value, points: try need(body.points, "points").value)
        case .carveOut:
            self = .carveOut(
                practitioner: try need(body.practitioner, "practitioner"),
                hours: try need(body.hours, "hours").description,
                releaseHours: try need(body.releaseHours, "releaseHours").value)
        case .overbooking:
            self = .overbooking(
                perSession: try need(body.perSession, "perSession").value,
                waitMinutes: Double(try need(body.waitMinutes, "waitMinutes").value))
        }
    }
}

package extension Scenario.Question {
    fileprivate init(_ body: ScenarioQuestionBody) throws {
        func need<Value>(_ value: Value?, _ field: String) throws -> Value {
            try required(value, "question.\(field)", of: body.kind.rawValue)
        }
        switch body.kind {
        case .place:
            self = .place(
                movesOthers: body.movesOthers, freezeHours: body.freezeHours?.value,
                overtimeMinutes: body.overtimeMinutes?.value, fairness: nil, work: nil)
        case .rebalance:
            let (from, to) = (try need(body.from, "from"), try need(body.to, "to"))
            guard (0...31).contains(to - from) else {
                throw ScenarioError.invalid(
                    field: "question.to", value: "\(to)", rule: "must be from `from` to 31 days after it")
            }
            self = .rebalance(from: from, to: to, work: nil)
        case .replay: self = .replay(days: try need(body.days, "days").value, seed: body.seed?.value ?? 1)
        case .template:
            self = .template(
                targetDays: Double(try need(body.targetDays, "targetDays").value),
                days: try need(body.days, "days").value, seed: body.seed?.value ?? 1)
        }
    }
}

private func required<Value>(_ value: Value?, _ field: String, of kind: String) throws -> Value {
    guard let value else {
        throw ScenarioError.invalid(field: field, value: "nothing", rule: "\(kind) needs it")
    }
    return value
}
