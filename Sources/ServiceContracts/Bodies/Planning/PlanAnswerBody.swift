public import Domain

/// What somebody whom a plan moved says to it, so far.
public struct PlanAnswerBody: Body {
    /// What they say.
    public enum Answer: String, CaseIterable, Described {
        case waiting, accepted, moved, cancelled
    }

    /// Which appointment.
    public let appointment: Appointment.ID
    /// Whose.
    public let patient: Patient.ID
    /// For people.
    public let name: String
    /// Where it was before.
    public let from: ProposalBody.Seat
    /// Where it is.
    public let at: ProposalBody.Seat
    /// When the plan moved it.
    public let movedAt: Instant
    /// When the patient saw it; absent as far as anybody knows.
    public let seenAt: Instant?
    /// Waiting for one; it suits them; it is elsewhere now, as they chose or somebody did for them; it is off.
    public let answer: Answer

    /// An answer.
    public init(
        appointment: Appointment.ID, patient: Patient.ID, name: String, from: ProposalBody.Seat,
        at: ProposalBody.Seat, movedAt: Instant, seenAt: Instant?, answer: Answer
    ) {
        self.appointment = appointment
        self.patient = patient
        self.name = name
        self.from = from
        self.at = at
        self.movedAt = movedAt
        self.seenAt = seenAt
        self.answer = answer
    }

    /// Ada has not answered.
    public static var example: Self {
        Self(
            appointment: "k3m9", patient: "pt-1", name: "Ada Lovelace", from: .example, at: .example,
            movedAt: .sample, seenAt: nil, answer: .waiting)
    }
}
