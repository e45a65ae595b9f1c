import Domain

/// One rule that keeps a request from a place.
public enum Obstacle: Sendable, Hashable {
    /// The practitioner lacks the skill.
    case skill(String)
    /// The patient does not accept the location.
    case location
    /// The day lies outside the request's days.
    case day(allowed: ClosedRange<Int>)
    /// The practitioner does not work during all of it.
    case workingTime
    /// The start is not on the grid.
    case grid
    /// A booking that stays is in the way.
    case fixedBooking
    /// The time is kept for others.
    case reserved
    /// The patient is elsewhere.
    case patientBusy
    /// The location lacks the equipment, or all of it is in use by bookings that stay.
    case equipment(String)
    /// The practitioner has as many of the type on that day as the cap allows.
    case cap(Int)
    /// Another request of the plan is in the way, by position.
    case request(Int)
}

extension PlanExplanation {
    /// Everything that keeps `request` from `place`; empty if it could go there while everybody else stays.
    ///
    /// O(fixed bookings + requests).
    public static func obstacles(
        of request: Int, at place: PlacementProblem.Place, in problem: PlacementProblem,
        places: [PlacementProblem.Place?]
    ) -> [Obstacle] {
        let wanted = problem.requests[request]
        let practitioner = problem.practitioners[place.practitioner]
        let window = PlacementProblem.Window(
            day: place.day, start: place.start, end: place.start + wanted.duration)
        var found: [Obstacle] = []
        if !practitioner.skills.contains(wanted.skill) { found.append(.skill(wanted.skill)) }
        if !wanted.locations.contains(practitioner.location) { found.append(.location) }
        if !(wanted.earliestDay...wanted.dueDay).contains(place.day) {
            found.append(.day(allowed: wanted.earliestDay...wanted.dueDay))
        }
        if place.start % wanted.startStep != wanted.startOffset { found.append(.grid) }
        if !practitioner.works(during: window) { found.append(.workingTime) }
        let standing = problem.fixed.filter { $0.window.overlaps(window) }
        if standing.contains(where: { $0.practitioner == place.practitioner }) { found.append(.fixedBooking) }
        let isKept = practitioner.reserved.contains {
            $0.window.overlaps(window) && !$0.priorities.contains(wanted.priority)
                && !$0.types.contains(wanted.appointmentType)
        }
        if isKept { found.append(.reserved) }
        if wanted.patientBusy.contains(where: { $0.overlaps(window) }) { found.append(.patientBusy) }
        found += problem.exhausted(by: standing, for: wanted, at: practitioner.location, window)
            .map { .equipment($0) }
        found += problem.caps.filter { problem.isUsedUp($0, on: place, besides: request, places) }
            .map { .cap($0.perDay) }
        for (index, taken) in places.enumerated() where index != request {
            guard let taken else { continue }
            let isSame =
                taken.practitioner == place.practitioner || problem.requests[index].patient == wanted.patient
            let end = taken.start + problem.requests[index].duration
            let other = PlacementProblem.Window(day: taken.day, start: taken.start, end: end)
            if isSame && other.overlaps(window) { found.append(.request(index)) }
        }
        return found
    }
}

extension PlacementProblem.Window {
    fileprivate func overlaps(_ other: Self) -> Bool {
        day == other.day && start < other.end && other.start < end
    }
}

extension PlacementProblem.Practitioner {
    /// Whether working time and overtime cover all of `window`.
    fileprivate func works(during window: PlacementProblem.Window) -> Bool {
        let today = windows.filter { $0.day == window.day }
        guard let closing = today.map(\.end).max() else { return false }
        return (window.start..<window.end).allSatisfy { tick in
            today.contains { $0.start <= tick && tick < $0.end }
                || (closing..<closing + overtimeTicks).contains(tick)
        }
    }
}

extension PlacementProblem {
    /// Whether a cap leaves nothing for `request` at `place`.
    fileprivate func isUsedUp(
        _ cap: Cap, on place: Place, besides request: Int, _ places: [Place?]
    ) -> Bool {
        guard cap.practitioner == place.practitioner,
            cap.appointmentType == requests[request].appointmentType
        else { return false }
        let standing = fixed.count { cap.counts($0) && $0.window.day == place.day }
        let placed = places.indices.count { index in
            index != request && requests[index].appointmentType == cap.appointmentType
                && places[index]?.practitioner == place.practitioner && places[index]?.day == place.day
        }
        return standing + placed >= cap.perDay
    }

    /// Kinds of equipment of which bookings that stay leave nothing at some tick of `window`.
    fileprivate func exhausted(
        by standing: [Fixed], for request: Request, at location: Int, _ window: Window
    ) -> [String] {
        request.equipment.filter { kind in
            let capacity = pools.first { $0.location == location && $0.kind == kind }?.capacity ?? 0
            return (window.start..<window.end).contains { tick in
                capacity
                    <= standing.count {
                        practitioners[$0.practitioner].location == location && $0.equipment.contains(kind)
                            && $0.window.start <= tick && tick < $0.window.end
                    }
            }
        }
    }
}
