package import Book
import Availability
package import Domain
package import Planning

/// Says in words why a slot was suggested, or why none was.
package struct SuggestionWords {
    private let context: ClinicContext
    private let wish: SuggestAppointments.Wish

    package init(_ context: ClinicContext, _ wish: SuggestAppointments.Wish) {
        self.context = context
        self.wish = wish
    }

    /// What speaks for the slot, then what speaks against it with its points.
    package func reasons(_ suggestion: Suggestion, _ slot: Slot) -> [String] {
        praise(suggestion, slot) + suggestion.terms.map { "\(words($0, slot)) (+\($0.points))" }
    }

    /// The rules that leave nothing, with counts, and the nearest way out.
    package func whyNot(_ type: AppointmentType, _ request: SuggestionRequest, _ snapshot: SuggestionSnapshot)
        -> [String]
    {
        let all = context.clinic.practitioners.count
        let skilled = context.clinic.practitioners.values.count { $0.skills.contains(type.skill) }
        guard skilled > 0 else { return ["none of \(all) practitioners offers \(type.skill)"] }
        guard !request.options.isEmpty else {
            return [
                "\(skilled) practitioners offer \(type.skill), but none at a location with \(type.purposes.joined(separator: ", "))"
            ]
        }
        guard !request.days.isEmpty else {
            return [
                "\(type.id) needs \(type.limits.notice) notice and opens \(type.limits.horizonDays) days ahead, until "
                    + "\(snapshot.lastDay(of: type)); no day asked for lies between"
            ]
        }
        let working = request.options.filter { option in
            request.days.contains {
                snapshot.book.workedTicks[option.practitioner * snapshot.book.days.count + $0] > 0
            }
        }
        guard !working.isEmpty else {
            return [
                "\(request.options.count) practitioners could, but none works from \(wish.earliest) to \(wish.latest); ask for later days"
            ]
        }
        let isReserved = !snapshot.book.reservations.isEmpty
        return [
            "\(working.count) practitioners work in these days, but none has \(type.length.total) free in one piece"
                + (isReserved ? " outside time that is kept for others" : "")
        ]
    }

    /// Why a series finds no place: its end, the rules for one visit, or that some visit is full.
    package func whyNoSeries(
        _ type: AppointmentType, _ visits: Int, _ intervalDays: Int, _ request: SuggestionRequest,
        _ snapshot: SuggestionSnapshot
    ) -> [String] {
        let (end, last) = (wish.earliest + (visits - 1) * intervalDays, snapshot.lastDay(of: type))
        guard end <= last else {
            return [
                "\(visits) visits \(intervalDays) days apart end on \(end), but \(type.id) opens \(type.limits.horizonDays) "
                    + "days ahead, until \(last); ask for fewer visits or less time between them"
            ]
        }
        let one = whyNot(type, request, snapshot)
        return one + ["some visit of the \(visits) has no place; ask for fewer visits or another interval"]
    }

    package func name(_ wish: WishPrice.Wish) -> String {
        switch wish {
        case .practitioner: self.wish.preferences.practitioners.sorted().map(name).joined(separator: " or ")
        case .weekday: self.wish.preferences.weekdays.sorted().map(\.name).joined(separator: " or ")
        case .timeOfDay: self.wish.preferences.timeOfDay == .am ? "the morning" : "the afternoon"
        case .location: self.wish.preferences.location.map(context.locationName) ?? "the location"
        }
    }

    /// What a wish costs, in a sentence: "Dr Eze costs 3 days: Thu 2026-03-05 09:40; Dr Dahl is free Mon 2026-03-02 10:00".
    package func trade(_ price: WishPrice, _ granted: Slot?, _ otherwise: Slot?) -> String {
        let wished = name(price.wish)
        guard let granted else { return "\(wished): nothing free in these days" }
        guard let otherwise, let days = price.days, days > 0 else { return "\(wished) costs no waiting" }
        let other = price.wish == .practitioner ? "\(name(otherwise.practitioner)) is free" : "otherwise"
        return
            "\(wished) costs \(days) day\(days == 1 ? "" : "s"): \(when(granted)); \(other) \(when(otherwise))"
    }

    package func wayOut(_ way: WayOut, _ slot: Slot) -> String {
        let place = "\(when(slot)) with \(name(slot.practitioner))"
        switch way.relaxation {
        case .later(let days): return "\(days) day\(days == 1 ? "" : "s") later than asked: \(place)"
        case .overtime(let minutes):
            return "\(place), if \(name(slot.practitioner)) works \(minutes) min longer"
        case .patientBusy: return "\(place), if the patient's other appointment moves"
        case .reserved: return "\(place), in time that is kept for others"
        }
    }

    private func when(_ slot: Slot) -> String {
        let (date, second) = context.zone(of: slot.location).wallClock(at: slot.range.start)
        let time = LocalTime(minuteOfDay: second / 60)?.description ?? ""
        return "\(date.weekday.shortName) \(date) \(time)"
    }

    private func praise(_ suggestion: Suggestion, _ slot: Slot) -> [String] {
        let wishes = wish.preferences
        var praise: [String] = []
        func has(_ isTerm: (SuggestionTerm) -> Bool) -> Bool { suggestion.terms.contains(where: isTerm) }
        let date = context.zone(of: slot.location).date(at: slot.range.start)
        if date == wish.earliest { praise.append("on the first day asked for") }
        if wishes.practitioners.contains(slot.practitioner) {
            praise.append("with \(name(slot.practitioner)), as wished")
        }
        if wishes.weekdays.contains(date.weekday) { praise.append("on a \(date.weekday.name), as wished") }
        if wishes.timeOfDay != .any && !has({ if case .otherHalfDay = $0 { true } else { false } }) {
            praise.append(
                wishes.timeOfDay == .am ? "in the morning, as wished" : "in the afternoon, as wished")
        }
        if wishes.location == slot.location { praise.append("at the wished location") }
        if !has({ if case .fragmentation = $0 { true } else { false } }) {
            praise.append("wastes no time of the day")
        }
        return praise
    }

    private func words(_ term: SuggestionTerm, _ slot: Slot) -> String {
        switch term {
        case .waiting(let days, _): "in \(days) day\(days == 1 ? "" : "s")"
        case .otherPractitioner: "\(name(slot.practitioner)) is not the wished practitioner"
        case .otherWeekday: "not on a wished weekday"
        case .otherHalfDay: wish.preferences.timeOfDay == .am ? "not in the morning" : "not in the afternoon"
        case .otherLocation: "not at the wished location"
        case .fragmentation(let minutes, _): "leaves about \(minutes) min that others can use less well"
        case .urgentCapacity: "takes time that urgent patients may need"
        case .load: "\(name(slot.practitioner)) is busier than others"
        }
    }

    private func name(_ practitioner: Practitioner.ID) -> String { context.name(practitioner) }
}
