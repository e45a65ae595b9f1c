import Rebalancing
import Directory
package import Book
import Availability
package import Domain

/// Applies the changes of a scenario to its copy of the book.
package struct ScenarioChanges {
    package let scheduling: Scheduling
    package let caller: Caller

    /// What the question must know of the changes that are not in the book.
    package struct Effect: Sendable {
        package var absences: [Absence.ID] = []
        package var weights: [String: Int] = [:]
        package var demandPercent: [AppointmentType.ID: Int] = [:]
        package var demandPercentOfAll = 100
        package var overbooking: (perSession: Int, waitMinutes: Double)?
    }

    package func callAsFunction(_ changes: [Scenario.Change]) async throws -> Effect {
        var effect = Effect()
        for (index, change) in changes.enumerated() {
            try await apply(change, "changes[\(index)]", &effect)
        }
        return effect
    }

    private func apply(_ change: Scenario.Change, _ field: String, _ effect: inout Effect) async throws {
        switch change {
        case .absence(let practitioner, let from, let to):
            effect.absences.append(try await close(practitioner, from, to, field))
        case .closedLocation(let location, let from, let to):
            let context = try await scheduling.clinic()
            guard context.clinic.locations[location] != nil else {
                throw ScenarioError.invalid(
                    field: "\(field).location", value: location.rawValue,
                    rule: "the clinic has no such location")
            }
            let here = context.clinic.practitioners.values.filter { $0.location == location }.map(\.id)
                .sorted()
            for practitioner in here {
                effect.absences.append(try await close(practitioner, from, to, field))
            }
        case .weight(let name, let points): effect.weights[name] = points
        case .demand(let percent, let type):
            guard Bounds.DemandPercent.allows(percent) else {
                throw ScenarioError.invalid(
                    field: "\(field).percent", value: "\(percent)",
                    rule: "it is 0 to 1000; 100 changes nothing")
            }
            if let type { effect.demandPercent[type] = percent } else { effect.demandPercentOfAll = percent }
        case .overbooking(let perSession, let waitMinutes):
            guard Bounds.OverbooksPerSession.allows(perSession), waitMinutes >= 0 else {
                throw ScenarioError.invalid(
                    field: field, value: "\(perSession), \(waitMinutes)",
                    rule: "perSession is 0 to 10, waitMinutes not negative")
            }
            effect.overbooking = (perSession, waitMinutes)
        default: try await changeClinic(change, field)
        }
    }

    private func close(
        _ practitioner: Practitioner.ID, _ from: LocalDate, _ to: LocalDate, _ field: String
    ) async throws -> Absence.ID {
        let context = try await scheduling.clinic()
        let zone = context.zone(of: try context.practitioner(practitioner).location)
        guard from <= to, let start = zone.day(from)?.start, let end = zone.day(to)?.end else {
            throw ScenarioError.invalid(
                field: "\(field).to", value: "\(to)", rule: "it must not be before from (\(from))")
        }
        let recorded = try await RecordAbsence(scheduling)(
            practitioner, TimeRange(start: start, end: end), because: "scenario", by: caller)
        return recorded.absence.id
    }

    private func changeClinic(_ change: Scenario.Change, _ field: String) async throws {
        let context = try await scheduling.clinic()
        var clinic = context.clinic
        switch change {
        case .extraSession(let practitioner, let date, let hours):
            _ = try context.practitioner(practitioner)
            clinic.exceptions.append(
                ScheduleException(
                    practitioner: practitioner, date: date, hours: try parse(hours, field), effect: .open))
        case .newPractitioner(let like, let name):
            try hire(like, name, &clinic, context)
        case .longer(let type, let minutes):
            try lengthen(context.type(type), minutes, field, &clinic)
        case .rule(let type, let horizonDays, let noticeMinutes, let perPractitionerDay):
            let old = try context.type(type)
            clinic.types[type] = old.limited(
                BookingLimits(
                    notice: noticeMinutes.map { Minutes($0) } ?? old.limits.notice,
                    horizonDays: horizonDays ?? old.limits.horizonDays,
                    perPractitionerDay: perPractitionerDay ?? old.limits.perPractitionerDay,
                    perPatient: old.limits.perPatient))
        case .carveOut(let practitioner, let hours, let releaseHours):
            _ = try context.practitioner(practitioner)
            let hours = try parse(hours, field)
            clinic.carveOuts += Weekday.allCases.map {
                CarveOut(
                    practitioner: practitioner, weekday: $0, hours: hours, release: Minutes(60 * releaseHours)
                )
            }
        case .absence, .closedLocation, .weight, .demand, .overbooking: break
        }
        try await ReplaceClinic(scheduling)(clinic, by: caller)
    }

    private func parse(_ hours: String, _ field: String) throws -> LocalTimeRange {
        guard let range = LocalTimeRange(hours) else {
            throw ScenarioError.invalid(field: "\(field).hours", value: hours, rule: "they are hh:mm-hh:mm")
        }
        return range
    }

    private func hire(
        _ like: Practitioner.ID, _ name: String, _ clinic: inout Clinic, _ context: ClinicContext
    ) throws {
        let model = try context.practitioner(like)
        let id = Practitioner.ID("new-\(clinic.practitioners.count + 1)")
        clinic.practitioners[id] = Practitioner(
            id: id, name: name, location: model.location, skills: model.skills, lengths: model.lengths)
        clinic.templates += clinic.templates.filter { $0.practitioner == like }.map {
            WeeklyTemplate(
                practitioner: id, weekday: $0.weekday, hours: $0.hours, breaks: $0.breaks,
                validFrom: $0.validFrom, validUntil: $0.validUntil)
        }
    }

    private func lengthen(
        _ type: AppointmentType, _ minutes: Int, _ field: String, _ clinic: inout Clinic
    ) throws {
        func longer(_ length: AppointmentLength) -> AppointmentLength {
            AppointmentLength(
                duration: Minutes(length.duration.count + minutes), bufferBefore: length.bufferBefore,
                bufferAfter: length.bufferAfter)
        }
        guard type.length.duration.count + minutes >= 5, minutes <= 240 else {
            throw ScenarioError.invalid(
                field: "\(field).minutes", value: "\(minutes)",
                rule: "the type takes \(type.length.duration) min and must keep at least 5")
        }
        clinic.types[type.id] = type.lasting(longer(type.length))
        for practitioner in clinic.practitioners.values {
            guard let own = practitioner.lengths[type.id.rawValue] else { continue }
            clinic.practitioners[practitioner.id] = Practitioner(
                id: practitioner.id, name: practitioner.name, location: practitioner.location,
                skills: practitioner.skills,
                lengths: practitioner.lengths.merging([type.id.rawValue: longer(own)]) { _, new in new })
        }
    }
}

extension AppointmentType {
    fileprivate func limited(_ limits: BookingLimits) -> AppointmentType {
        AppointmentType(
            id: id, name: name, length: length, skill: skill, purposes: purposes, grid: grid,
            priceCents: priceCents, limits: limits, needsApproval: needsApproval)
    }
}
