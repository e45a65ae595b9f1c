import Domain

extension ProblemBody {
    /// The problem, if every field keeps its rule.
    func problem() throws(ProblemError) -> PlacementProblem {
        try require(
            (1...60).contains(tickMinutes) && 1_440 % tickMinutes == 0, "tickMinutes", tickMinutes,
            "it must divide 1440 and be at most 60")
        try require((1...366).contains(dayCount), "dayCount", dayCount, "it must be 1 to 366")
        try require(
            weekdays.count == dayCount, "weekdays", weekdays.count,
            "there must be one for each of the \(dayCount) days")
        for (index, weekday) in weekdays.enumerated() {
            try require((0...6).contains(weekday), "weekdays[\(index)]", weekday, "0 is Monday, 6 is Sunday")
        }
        for weight in weights.all {
            try require(
                (0...1_000_000).contains(weight.value), "weights.\(weight.name)", weight.value,
                "points are 0 to 1000000")
        }
        try require(
            weights.timeOfDayStepTicks >= 1, "weights.timeOfDayStepTicks", weights.timeOfDayStepTicks,
            "it must be at least 1")
        let cells = (practitioners.count + equipment.count + requests.count) * dayCount * ticksPerDay
        try require(
            cells <= Self.mostCells, "requests", requests.count,
            "practitioners, equipment and requests times days times ticks must be at most \(Self.mostCells)"
        )
        let positions = try self.positions()
        return PlacementProblem(
            name: name ?? "unnamed", tickMinutes: tickMinutes, weekdays: weekdays, weights: weights,
            balanceLoad: balanceLoad, fairness: try checkedFairness(),
            practitioners: try checkedPractitioners(), pools: try checkedPools(),
            caps: try checkedCaps(positions),
            fixed: try checkedFixed(positions), requests: try checkedRequests(positions),
            knownOptimum: knownOptimum
        )
    }

    /// What fits a few hundred megabytes of tables.
    private static let mostCells = 60_000_000

    private var ticksPerDay: Int { 1_440 / tickMinutes }

    private func positions() throws(ProblemError) -> [Int: Int] {
        var positions: [Int: Int] = [:]
        for (index, practitioner) in practitioners.enumerated() {
            let earlier = positions.updateValue(index, forKey: practitioner.id)
            try require(
                earlier == nil, "practitioners[\(index)].id", practitioner.id,
                "ids must differ; practitioners[\(earlier ?? 0)] has it too")
        }
        return positions
    }

    private func checkedPractitioners() throws(ProblemError) -> [PlacementProblem.Practitioner] {
        var checked: [PlacementProblem.Practitioner] = []
        for (index, practitioner) in practitioners.enumerated() {
            let field = "practitioners[\(index)]"
            try require(
                (0...ticksPerDay).contains(practitioner.overtimeTicks), "\(field).overtimeTicks",
                practitioner.overtimeTicks, "it must be 0 to \(ticksPerDay)")
            let closing = practitioner.windows.compactMap { $0.last }.max() ?? 0
            try require(
                closing + practitioner.overtimeTicks <= ticksPerDay, "\(field).overtimeTicks",
                practitioner.overtimeTicks,
                "overtime must end by midnight, tick \(ticksPerDay)"
            )
            if balanceLoad && practitioner.targetLoadTicks == nil {
                throw .malformed(
                    field: "\(field).targetLoadTicks", reason: "is missing; balanceLoad needs it")
            }
            let target = practitioner.targetLoadTicks ?? 0
            try require(
                (0...10_000_000).contains(target), "\(field).targetLoadTicks", target,
                "it must not be negative")
            checked.append(
                PlacementProblem.Practitioner(
                    id: practitioner.id, location: practitioner.location, skills: Set(practitioner.skills),
                    windows: try windows(practitioner.windows, "\(field).windows"),
                    overtimeTicks: practitioner.overtimeTicks, targetLoadTicks: target,
                    reserved: try reserved(practitioner.reserved ?? [], "\(field).reserved")
                )
            )
        }
        return checked
    }

    private func checkedFairness() throws(ProblemError) -> PlacementProblem.Fairness? {
        guard let fairness else { return nil }
        for (field, value) in [("pointsPerRequest", fairness.pointsPerRequest), ("price", fairness.price)] {
            try require(
                (0...1_000_000).contains(value), "fairness.\(field)", value, "points are 0 to 1000000")
        }
        return fairness
    }

    private func reserved(
        _ rows: [Reserved], _ field: String
    ) throws(ProblemError) -> [PlacementProblem.Reserved] {
        let windows = try self.windows(rows.map { [$0.day, $0.start, $0.end] }, field)
        var checked: [PlacementProblem.Reserved] = []
        for (index, row) in rows.enumerated() {
            var priorities: Set<Priority> = []
            for name in row.priorities {
                guard let priority = Priority(rawValue: name) else {
                    throw .invalid(
                        field: "\(field)[\(index)].priorities", value: name,
                        rule: "it is urgent, normal or routine")
                }
                priorities.insert(priority)
            }
            checked.append(
                .init(window: windows[index], priorities: priorities, types: Set(row.appointmentTypes)))
        }
        return checked
    }

    private func checkedPools() throws(ProblemError) -> [PlacementProblem.Pool] {
        var seen: Set<String> = []
        var checked: [PlacementProblem.Pool] = []
        for (index, pool) in equipment.enumerated() {
            try require(
                (0...100_000).contains(pool.capacity), "equipment[\(index)].capacity", pool.capacity,
                "it must not be negative")
            let isNew = seen.insert("\(pool.location) \(pool.kind)").inserted
            try require(
                isNew, "equipment[\(index)]", pool.kind, "location \(pool.location) has this kind already")
            checked.append(.init(location: pool.location, kind: pool.kind, capacity: pool.capacity))
        }
        return checked
    }

    private func checkedCaps(_ positions: [Int: Int]) throws(ProblemError) -> [PlacementProblem.Cap] {
        var seen: Set<String> = []
        var checked: [PlacementProblem.Cap] = []
        for (index, cap) in (caps ?? []).enumerated() {
            let practitioner = try position(cap.practitioner, in: positions, "caps[\(index)].practitioner")
            try require(
                (0...100_000).contains(cap.perDay), "caps[\(index)].perDay", cap.perDay,
                "it must not be negative")
            try require(
                seen.insert("\(practitioner) \(cap.appointmentType)").inserted, "caps[\(index)]",
                cap.appointmentType, "practitioner \(cap.practitioner) has a cap of this type already")
            checked.append(
                .init(practitioner: practitioner, appointmentType: cap.appointmentType, perDay: cap.perDay))
        }
        return checked
    }

    /// Kinds of equipment, each once: two of a kind at a time are no demand that a line can count.
    private func kinds(_ kinds: Kinds?, _ field: String) throws(ProblemError) -> [String] {
        let values = kinds?.values ?? []
        try require(
            Set(values).count == values.count, "\(field).equipment", values.joined(separator: ", "),
            "each kind is named once")
        return values
    }

    private func checkedFixed(_ positions: [Int: Int]) throws(ProblemError) -> [PlacementProblem.Fixed] {
        var checked: [PlacementProblem.Fixed] = []
        for (index, booking) in fixed.enumerated() {
            let field = "fixed[\(index)]"
            let practitioner = try position(booking.practitioner, in: positions, "\(field).practitioner")
            try require(
                (0..<dayCount).contains(booking.day), "\(field).day", booking.day,
                "days are 0 to \(dayCount - 1)")
            try require(
                (0..<ticksPerDay).contains(booking.start), "\(field).start", booking.start,
                "ticks are 0 to \(ticksPerDay - 1)")
            try require(
                (1...ticksPerDay).contains(booking.duration), "\(field).duration", booking.duration,
                "it must be 1 to \(ticksPerDay) ticks")
            let window = PlacementProblem.Window(
                day: booking.day, start: booking.start,
                end: booking.start + booking.duration
            )
            checked.append(
                .init(
                    practitioner: practitioner, window: window,
                    equipment: try kinds(booking.equipment, field),
                    appointmentType: booking.appointmentType ?? ""))
        }
        return checked
    }

    private func checkedRequests(_ positions: [Int: Int]) throws(ProblemError) -> [PlacementProblem.Request] {
        var seen: [Int: Int] = [:]
        var checked: [PlacementProblem.Request] = []
        for (index, request) in requests.enumerated() {
            let field = "requests[\(index)]"
            let earlier = seen.updateValue(index, forKey: request.id)
            try require(
                earlier == nil, "\(field).id", request.id,
                "ids must differ; requests[\(earlier ?? 0)] has it too")
            checked.append(try self.checked(request, field, positions))
        }
        return checked
    }

    private func checked(
        _ request: Request, _ field: String, _ positions: [Int: Int]
    ) throws(ProblemError) -> PlacementProblem.Request {
        try require(
            (1...ticksPerDay).contains(request.duration), "\(field).duration", request.duration,
            "it must be 1 to \(ticksPerDay) ticks")
        guard let priority = Priority(rawValue: request.priority) else {
            throw .invalid(
                field: "\(field).priority", value: request.priority, rule: "it is urgent, normal or routine")
        }
        guard let half = Preferences.TimeOfDay(rawValue: request.preferences.timeOfDay) else {
            throw .invalid(
                field: "\(field).preferences.timeOfDay", value: request.preferences.timeOfDay,
                rule: "it is any, am or pm")
        }
        let original = request.original
        try require(
            (0..<dayCount).contains(original.day), "\(field).original.day", original.day,
            "days are 0 to \(dayCount - 1)")
        try require(
            (0..<ticksPerDay).contains(original.start), "\(field).original.start", original.start,
            "ticks are 0 to \(ticksPerDay - 1)")
        try require(
            request.earliestDay <= request.dueDay, "\(field).dueDay", request.dueDay,
            "it must not be before earliestDay \(request.earliestDay)")
        let step = request.startStep ?? 1
        try require(
            (1...ticksPerDay).contains(step), "\(field).startStep", step, "it must be 1 to \(ticksPerDay)")
        try require(
            (0..<step).contains(request.startOffset ?? 0), "\(field).startOffset", request.startOffset ?? 0,
            "it must be 0 to \(step - 1)")
        var wished: Set<Int> = []
        for (index, id) in request.preferences.practitioners.enumerated() {
            wished.insert(try position(id, in: positions, "\(field).preferences.practitioners[\(index)]"))
        }
        for (index, weekday) in request.preferences.weekdays.enumerated() {
            try require(
                (0...6).contains(weekday), "\(field).preferences.weekdays[\(index)]", weekday,
                "0 is Monday, 6 is Sunday")
        }
        return PlacementProblem.Request(
            id: request.id, patient: request.patient, appointmentType: request.appointmentType,
            duration: request.duration, skill: request.skill, equipment: try kinds(request.equipment, field),
            priority: priority, isMovable: request.movable, earliestDay: max(0, request.earliestDay),
            dueDay: min(dayCount - 1, request.dueDay),
            original: .init(
                practitioner: try position(
                    original.practitioner, in: positions, "\(field).original.practitioner"),
                day: original.day, start: original.start
            ),
            wishedPractitioners: wished, wishedWeekdays: Set(request.preferences.weekdays), timeOfDay: half,
            locations: Set(request.locations),
            patientBusy: try windows(request.patientBusy, "\(field).patientBusy", isInHorizon: false),
            startStep: step, startOffset: request.startOffset ?? 0, group: request.group ?? ""
        )
    }

    private func windows(
        _ rows: [[Int]], _ field: String, isInHorizon: Bool = true
    ) throws(ProblemError) -> [PlacementProblem.Window] {
        var checked: [PlacementProblem.Window] = []
        for (index, row) in rows.enumerated() {
            try require(row.count == 3, "\(field)[\(index)]", row, "it is [day, start, end]")
            let window = PlacementProblem.Window(day: row[0], start: row[1], end: row[2])
            if isInHorizon {
                try require(
                    (0..<dayCount).contains(window.day), "\(field)[\(index)]", row,
                    "days are 0 to \(dayCount - 1)")
            }
            try require(
                0 <= window.start && window.start < window.end && window.end <= ticksPerDay,
                "\(field)[\(index)]", row,
                "start must be before end, both 0 to \(ticksPerDay)"
            )
            checked.append(window)
        }
        return checked
    }

    private func position(_ id: Int, in positions: [Int: Int], _ field: String) throws(ProblemError) -> Int {
        guard let position = positions[id] else {
            throw .invalid(field: field, value: "\(id)", rule: "no practitioner has this id")
        }
        return position
    }

    private func require(
        _ holds: Bool, _ field: @autoclosure () -> String, _ value: some Any,
        _ rule: @autoclosure () -> String
    ) throws(ProblemError) {
        guard !holds else { return }
        throw .invalid(field: field(), value: "\(value)", rule: rule())
    }
}
