package import Book
import Availability
package import Domain
package import Planning
package import Words

/// Why a slot was suggested, or why none was.
package struct SuggestionReasons {
    private let context: ClinicContext
    private let wish: SuggestAppointments.Wish

    package init(_ context: ClinicContext, _ wish: SuggestAppointments.Wish) {
        self.context = context
        self.wish = wish
    }

    /// What speaks for the slot, then what speaks against it with its points.
    package func reasons(_ suggestion: Suggestion, _ slot: Slot) -> [Reason] {
        praise(suggestion, slot) + suggestion.terms.map { reason($0, slot).costing($0.points) }
    }

    /// The rules that leave nothing, with counts, and the nearest way out.
    package func whyNot(_ type: AppointmentType, _ request: SuggestionRequest, _ snapshot: SuggestionSnapshot)
        -> [Reason]
    {
        let all = context.clinic.practitioners.count
        let skilled = context.clinic.practitioners.values.count { $0.skills.contains(type.skill) }
        guard skilled > 0 else {
            return [Reason(.nobodySkilled, ["practitioners": .number(all), "skill": .name(type.skill)])]
        }
        guard !request.options.isEmpty else {
            return [
                Reason(
                    .lacksResources,
                    [
                        "practitioners": .number(skilled), "skill": .name(type.skill),
                        "purposes": .names(type.purposes),
                    ])
            ]
        }
        guard !request.days.isEmpty else {
            return [
                Reason(
                    .outsideOpening,
                    [
                        "type": .name(type.id.rawValue), "minutes": .number(type.limits.notice.count),
                        "days": .number(type.limits.horizonDays), "date": .date(snapshot.lastDay(of: type)),
                    ])
            ]
        }
        let working = request.options.filter { option in
            request.days.contains {
                snapshot.book.workedTicks[option.practitioner * snapshot.book.days.count + $0] > 0
            }
        }
        guard !working.isEmpty else {
            return [
                Reason(
                    .nobodyWorks,
                    [
                        "practitioners": .number(request.options.count), "from": .date(wish.earliest),
                        "to": .date(wish.latest),
                    ])
            ]
        }
        return [
            Reason(
                snapshot.book.reservations.isEmpty ? .noRoom : .noRoomButKept,
                ["practitioners": .number(working.count), "minutes": .number(type.length.total.count)])
        ]
    }

    /// Why a series finds no place: its end, the rules for one visit, or that some visit is full.
    package func whyNoSeries(
        _ type: AppointmentType, _ visits: Int, _ intervalDays: Int, _ request: SuggestionRequest,
        _ snapshot: SuggestionSnapshot
    ) -> [Reason] {
        let (end, last) = (wish.earliest + (visits - 1) * intervalDays, snapshot.lastDay(of: type))
        guard end <= last else {
            return [
                Reason(
                    .seriesEndsLate,
                    [
                        "visits": .number(visits), "interval": .number(intervalDays), "end": .date(end),
                        "type": .name(type.id.rawValue), "days": .number(type.limits.horizonDays),
                        "date": .date(last),
                    ])
            ]
        }
        return whyNot(type, request, snapshot) + [Reason(.someVisitFull, ["visits": .number(visits)])]
    }

    /// What a wish costs: "Dr Eze costs 3 days: Thu 5 Mar 2026, 09:40; Dr Dahl is free Mon 2 Mar 2026, 10:00".
    package func trade(_ price: WishPrice, _ granted: Slot?, _ otherwise: Slot?) -> Reason {
        let wished = value(price.wish)
        guard let granted else { return Reason(.wishUnavailable, ["wish": wished]) }
        guard let otherwise, let days = price.days, days > 0 else {
            return Reason(.wishFree, ["wish": wished])
        }
        return Reason(
            price.wish == .practitioner ? .wishCostsPractitioner : .wishCosts,
            [
                "wish": wished, "days": .number(days), "when": when(granted), "other": when(otherwise),
                "who": who(otherwise),
            ])
    }

    /// What is given up for a slot that is not free by the rules.
    package func wayOut(_ way: WayOut, _ slot: Slot) -> Reason {
        let place = ["when": when(slot), "who": who(slot)]
        switch way.relaxation {
        case .later(let days): return Reason(.later, place.merging(["days": .number(days)]) { $1 })
        case .overtime(let minutes):
            return Reason(.overtime, place.merging(["minutes": .number(minutes)]) { $1 })
        case .patientBusy: return Reason(.patientBusy, place)
        case .reserved: return Reason(.reserved, place)
        }
    }

    /// What is wished, as a value of a sentence.
    package func value(_ wish: WishPrice.Wish) -> Reason.Value {
        switch wish {
        case .practitioner: .anyName(self.wish.preferences.practitioners.sorted().map(context.name))
        case .weekday: .weekdays(self.wish.preferences.weekdays.sorted())
        case .timeOfDay: .said(self.wish.preferences.timeOfDay == .am ? .morning : .afternoon)
        case .location: .name(self.wish.preferences.location.map(context.locationName) ?? "")
        }
    }

    private func praise(_ suggestion: Suggestion, _ slot: Slot) -> [Reason] {
        let wishes = wish.preferences
        var praise: [Reason] = []
        func has(_ isTerm: (SuggestionTerm) -> Bool) -> Bool { suggestion.terms.contains(where: isTerm) }
        let date = context.zone(of: slot.location).date(at: slot.range.start)
        if date == wish.earliest { praise.append(Reason(.firstDay)) }
        if wishes.practitioners.contains(slot.practitioner) {
            praise.append(Reason(.wishedPractitioner, ["who": who(slot)]))
        }
        if wishes.weekdays.contains(date.weekday) {
            praise.append(Reason(.wishedWeekday, ["day": .weekdays([date.weekday])]))
        }
        if wishes.timeOfDay != .any && !has({ if case .otherHalfDay = $0 { true } else { false } }) {
            praise.append(Reason(wishes.timeOfDay == .am ? .wishedMorning : .wishedAfternoon))
        }
        if wishes.location == slot.location { praise.append(Reason(.wishedLocation)) }
        if !has({ if case .fragmentation = $0 { true } else { false } }) {
            praise.append(Reason(.noTimeWasted))
        }
        return praise
    }

    private func reason(_ term: SuggestionTerm, _ slot: Slot) -> Reason {
        switch term {
        case .waiting(let days, _): Reason(.waiting, ["days": .number(days)])
        case .otherPractitioner: Reason(.unwishedPractitioner, ["who": who(slot)])
        case .otherWeekday: Reason(.unwishedWeekday)
        case .otherHalfDay: Reason(wish.preferences.timeOfDay == .am ? .notMorning : .notAfternoon)
        case .otherLocation: Reason(.unwishedLocation)
        case .fragmentation(let minutes, _): Reason(.fragmentation, ["minutes": .number(minutes)])
        case .urgentCapacity: Reason(.urgentCapacity)
        case .load: Reason(.load, ["who": who(slot)])
        }
    }

    private func who(_ slot: Slot) -> Reason.Value { .name(context.name(slot.practitioner)) }

    private func when(_ slot: Slot) -> Reason.Value {
        context.time(slot.range.start, with: slot.practitioner)
    }
}
