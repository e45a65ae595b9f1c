import Domain

extension ProblemBody {
    /// The problem as it is written; reading it again gives an equal one.
    init(_ problem: PlacementProblem) {
        schema = ProblemFile.schema
        name = problem.name
        note = nil
        tickMinutes = problem.tickMinutes
        dayCount = problem.dayCount
        weekdays = problem.weekdays
        weights = problem.weights
        balanceLoad = problem.balanceLoad
        fairness = problem.fairness
        practitioners = problem.practitioners.map { practitioner in
            Practitioner(
                id: practitioner.id, location: practitioner.location, skills: practitioner.skills.sorted(),
                windows: practitioner.windows.map { [$0.day, $0.start, $0.end] },
                overtimeTicks: practitioner.overtimeTicks,
                targetLoadTicks: practitioner.targetLoadTicks == .max ? nil : practitioner.targetLoadTicks,
                reserved: practitioner.reserved.map(Reserved.init)
            )
        }
        fixed = problem.fixed.map {
            Fixed(
                practitioner: problem.practitioners[$0.practitioner].id, day: $0.window.day,
                start: $0.window.start, duration: $0.window.end - $0.window.start,
                equipment: Kinds($0.equipment),
                appointmentType: $0.appointmentType.isEmpty ? nil : $0.appointmentType
            )
        }
        caps =
            problem.caps.isEmpty
            ? nil
            : problem.caps.map {
                Cap(
                    practitioner: problem.practitioners[$0.practitioner].id,
                    appointmentType: $0.appointmentType, perDay: $0.perDay)
            }
        equipment = problem.pools.map { Pool(location: $0.location, kind: $0.kind, capacity: $0.capacity) }
        requests = problem.requests.map { Request($0, problem) }
        knownOptimum = problem.knownOptimum
    }
}

extension ProblemBody.Reserved {
    fileprivate init(_ reserved: PlacementProblem.Reserved) {
        day = reserved.window.day
        start = reserved.window.start
        end = reserved.window.end
        priorities = reserved.priorities.map(\.rawValue).sorted()
        appointmentTypes = reserved.types.sorted()
    }
}

extension ProblemBody.Request {
    fileprivate init(_ request: PlacementProblem.Request, _ problem: PlacementProblem) {
        id = request.id
        patient = request.patient
        appointmentType = request.appointmentType
        duration = request.duration
        skill = request.skill
        equipment = ProblemBody.Kinds(request.equipment)
        priority = request.priority.rawValue
        movable = request.isMovable
        earliestDay = request.earliestDay
        dueDay = request.dueDay
        original = ProblemBody.Original(
            practitioner: problem.practitioners[request.original.practitioner].id,
            day: request.original.day, start: request.original.start
        )
        preferences = ProblemBody.Wishes(
            practitioners: request.wishedPractitioners.map { problem.practitioners[$0].id }.sorted(),
            weekdays: request.wishedWeekdays.sorted(), timeOfDay: request.timeOfDay.rawValue
        )
        locations = request.locations.sorted()
        patientBusy = request.patientBusy.map { [$0.day, $0.start, $0.end] }
        startStep = request.startStep
        startOffset = request.startOffset
        group = request.group
    }
}
