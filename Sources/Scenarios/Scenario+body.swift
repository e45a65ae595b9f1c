import Book
import Domain
package import ServiceContracts

package extension Scenario {
    /// A scenario of the contract, on a copy of the live book.
    init(_ body: NewScenario) throws {
        self.init(
            name: body.name.value, about: body.about?.value, base: .live,
            changes: body.changes.map(Change.init), question: try Question(body.question), expect: nil)
    }
}

package extension Scenario.Change {
    fileprivate init(_ body: ScenarioChangeBody) {
        self =
            switch body {
            case .absence(let change):
                .absence(practitioner: change.practitioner, from: change.from, to: change.to)
            case .closedLocation(let change):
                .closedLocation(location: change.location, from: change.from, to: change.to)
            case .extraSession(let change):
                .extraSession(
                    practitioner: change.practitioner, date: change.date, hours: change.hours.description)
            case .newPractitioner(let change):
                .newPractitioner(like: change.practitioner, name: change.name.value)
            case .demand(let change): .demand(percent: change.percent.value, type: change.appointmentType)
            case .longer(let change): .longer(type: change.appointmentType, minutes: change.minutes.value)
            case .rule(let change):
                .rule(
                    type: change.appointmentType, horizonDays: change.horizonDays?.value,
                    noticeMinutes: change.noticeMinutes?.value,
                    perPractitionerDay: change.perPractitionerDay?.value)
            case .weight(let change): .weight(name: change.name.value, points: change.points.value)
            case .carveOut(let change):
                .carveOut(
                    practitioner: change.practitioner, hours: change.hours.description,
                    releaseHours: change.releaseHours.value)
            case .overbooking(let change):
                .overbooking(
                    perSession: change.perSession.value, waitMinutes: Double(change.waitMinutes.value))
            }
    }
}

package extension Scenario.Question {
    fileprivate init(_ body: ScenarioQuestionBody) throws {
        switch body {
        case .place(let question):
            self = .place(
                movesOthers: question.movesOthers, freezeHours: question.freezeHours?.value,
                overtimeMinutes: question.overtimeMinutes?.value, fairness: nil, work: nil)
        case .rebalance(let question):
            guard (0...31).contains(question.to - question.from) else {
                throw ScenarioError.invalid(
                    field: "question.to", value: "\(question.to)",
                    rule: "must be from `from` to 31 days after it")
            }
            self = .rebalance(from: question.from, to: question.to, work: nil)
        case .replay(let question):
            self = .replay(days: question.days.value, seed: question.seed?.value ?? 1)
        case .template(let question):
            self = .template(
                targetDays: Double(question.targetDays.value), days: question.days.value,
                seed: question.seed?.value ?? 1)
        }
    }
}
