import Availability
package import Domain

/// Derives a slot from the rules: the caller says type, practitioner and start, everything else is worked out here and
/// again in every transaction that books.
package struct SlotDerivation {
    package let context: ClinicContext
    package let now: Instant

    package init(context: ClinicContext, now: Instant) {
        self.context = context
        self.now = now
    }

    /// The slot, if the rules offer it.
    ///
    /// Whether it is still free is another question.
    package func slot(
        _ type: AppointmentType, with practitioner: Practitioner, at start: Instant,
        priority: Priority = .normal, lasting length: AppointmentLength? = nil, overtime: Minutes = 0
    ) throws(BookingError) -> Slot {
        try requireLimits(type, practitioner, start)
        let slot = try place(type, with: practitioner, at: start, lasting: length, overtime: overtime)
        try requireNotReserved(slot, practitioner, priority)
        return slot
    }

    /// The slot without notice and horizon, for what was decided before: a hold that is used, a booking that is judged.
    ///
    /// `length` is that of an appointment booked earlier, which keeps it; `nil` for the practitioner's own. `overtime` may be
    /// worked after the last hours of the day, if a plan was made so.
    package func place(
        _ type: AppointmentType, with practitioner: Practitioner, at start: Instant,
        lasting length: AppointmentLength? = nil, overtime: Minutes = 0
    ) throws(BookingError) -> Slot {
        guard practitioner.skills.contains(type.skill) else {
            throw .ruleBroken(.skill, explanation: "\(practitioner.id) does not offer \(type.skill)")
        }
        guard let pools = context.clinic.pools(for: type, at: practitioner.location) else {
            throw .ruleBroken(
                .resources,
                explanation: "\(practitioner.location) lacks \(type.purposes.joined(separator: ", "))")
        }
        let length = length ?? practitioner.length(of: type)
        let wall = context.zone(of: practitioner.location).wallClock(at: start)
        guard wall.secondOfDay % Int(type.grid.seconds) == 0 else {
            throw .ruleBroken(.grid, explanation: "\(type.id) starts every \(type.grid), not at \(start)")
        }
        let busy = length.busy(from: start)
        guard works(practitioner, busy, wall.date, overtime) else {
            throw .ruleBroken(.workingTime, explanation: "\(practitioner.id) does not work during \(busy)")
        }
        return Slot(type, with: practitioner, at: start, lasting: length, pools: pools)
    }

    /// Every slot the rules offer on a local day, by start.
    package func slots(_ type: AppointmentType, with practitioner: Practitioner, on date: LocalDate) -> [Slot]
    {
        guard practitioner.skills.contains(type.skill),
            let pools = context.clinic.pools(for: type, at: practitioner.location)
        else { return [] }
        let length = practitioner.length(of: type)
        let zone = context.zone(of: practitioner.location)
        let starts = SlotStarts(length: length, grid: type.grid).starts(
            in: context.workingTime(of: practitioner, around: date), zone: zone)
        return starts.filter { zone.date(at: $0) == date }.compactMap { start in
            guard (try? requireLimits(type, practitioner, start)) != nil else { return nil }
            let slot = Slot(type, with: practitioner, at: start, lasting: length, pools: pools)
            guard (try? requireNotReserved(slot, practitioner, .normal)) != nil else { return nil }
            return slot
        }
    }

    /// Refuses time that is kept for others and not released yet.
    package func requireNotReserved(
        _ slot: Slot, _ practitioner: Practitioner, _ priority: Priority
    ) throws(BookingError) {
        guard context.clinic.carveOuts.contains(where: { $0.practitioner == practitioner.id }) else { return }
        let date = context.zone(of: slot.location).date(at: slot.range.start)
        let kept = context.reserved(of: practitioner, on: date, at: now).first {
            $0.range.overlaps(slot.busy) && !$0.carveOut.admits(slot.type, priority)
        }
        guard let kept else { return }
        let opens =
            kept.carveOut.release.count > 0
            ? "opens to all at \(kept.range.start - kept.carveOut.release)" : "is never opened to all"
        throw .ruleBroken(
            .carveOut, explanation: "\(practitioner.id) keeps \(kept.range) for others; it \(opens)")
    }

    private func works(
        _ practitioner: Practitioner, _ busy: TimeRange, _ date: LocalDate, _ overtime: Minutes
    ) -> Bool {
        let hours = context.workingTime(of: practitioner, on: date)
        if hours.contains(busy) { return true }
        if let closing = hours.ranges.last?.end, overtime.count > 0,
            TimeRanges(hours.ranges + [TimeRange(start: closing, length: overtime)]).contains(busy)
        {
            return true
        }
        // Hours that run over midnight belong to two local days.
        return context.workingTime(of: practitioner, around: date).contains(busy)
    }

    package func requireLimits(
        _ type: AppointmentType, _ practitioner: Practitioner, _ start: Instant
    ) throws(BookingError) {
        guard start >= now + type.limits.notice else {
            throw .ruleBroken(
                .notice, explanation: "\(type.id) needs \(type.limits.notice) notice; \(start) is too soon")
        }
        let zone = context.zone(of: practitioner.location)
        guard zone.date(at: start) - zone.date(at: now) <= type.limits.horizonDays else {
            throw .ruleBroken(
                .horizon,
                explanation: "\(type.id) opens \(type.limits.horizonDays) days ahead; \(start) is later")
        }
    }
}
