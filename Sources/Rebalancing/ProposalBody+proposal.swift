package import Book
package import Domain
package import ServiceContracts
package import Words

extension ProposalBody.Seat {
    /// A place in a body.
    package init(_ seat: Seat) { self.init(practitioner: seat.practitioner, start: seat.start) }
}

extension ProposalBody.Progress {
    fileprivate init(_ progress: PlanJob.Progress) {
        self.init(seconds: progress.seconds, objective: progress.cost, bound: progress.bound)
    }
}

extension ProposalBody {
    /// A plan that is being made, or came to nothing.
    package init(_ job: PlanJob) {
        let last = job.progress.last
        let (status, word): (Status, String?) =
            switch job.state {
            case .waiting: (.solving, "waiting")
            case .solving: (.solving, nil)
            case .ready: (.ready, nil)
            case .failed(let why): (.failed, why)
            case .cancelled: (.failed, "cancelled")
            }
        self.init(
            id: job.id.rawValue, status: status, purpose: job.purpose.word, absences: job.purpose.absences,
            supposed: job.purpose.supposed.map(Supposed.init),
            objective: last?.cost, bound: last?.bound,
            gap: last.flatMap { last in last.cost.map { Double($0 - last.bound) / Double(max(1, $0)) } },
            termination: word, seconds: last?.seconds, progress: job.progress.map(Progress.init))
    }

    /// A plan that is there, with the names of those it moves.
    package init(
        _ proposal: Proposal, _ patients: [Patient.ID: PatientReference], in words: Words,
        progress: [PlanJob.Progress] = []
    ) {
        func name(_ id: Patient.ID) -> String { patients[id]?.name ?? id.rawValue }
        self.init(
            id: proposal.id.rawValue, status: .ready, purpose: proposal.purpose.word,
            absences: proposal.purpose.absences,
            supposed: proposal.purpose.supposed.map(Supposed.init), objective: proposal.objective,
            bound: proposal.bound,
            gap: proposal.gap, termination: proposal.termination, seconds: proposal.seconds,
            progress: progress.map(Progress.init),
            bill: proposal.bill.map { BillLine(rule: $0.rule, points: $0.points) },
            moves: proposal.moves.map {
                Move(
                    appointment: $0.appointment, patient: $0.patient, name: name($0.patient),
                    reachable: patients[$0.patient]?.isReachable ?? false, from: Seat($0.from),
                    to: Seat($0.to),
                    cost: $0.cost, reasons: $0.reasons.map { ReasonBody($0, in: words) },
                    isDisplaced: $0.isDisplaced,
                    nextBest: ($0.nextBest?.seat).map { Seat($0) },
                    nextBestDifference: $0.nextBest?.difference)
            },
            unplaced: proposal.unplaced.map {
                Unplaced(
                    appointment: $0.appointment, patient: $0.patient, name: name($0.patient),
                    from: Seat($0.from),
                    cause: ReasonBody($0.cause, in: words))
            })
    }
}

extension PlanPurpose {
    fileprivate var absences: [Absence.ID] {
        if case .replace(let absences) = self { absences } else { [] }
    }
}

extension ProposalBody.Supposed {
    fileprivate init(_ absence: Absence) {
        self.init(practitioner: absence.practitioner, from: absence.range.start, to: absence.range.end)
    }
}
