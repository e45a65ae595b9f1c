public import Domain

/// A bookable type as administrators set it.
public struct AppointmentTypeChange: Body {
    /// For people.
    public let name: Line
    /// Time with the patient.
    public let durationMinutes: Bounded<1, 720>
    /// Busy time before, for preparation.
    public let bufferBeforeMinutes: Bounded<0, 240>?
    /// Busy time after, for notes or cleaning.
    public let bufferAfterMinutes: Bounded<0, 240>?
    /// The skill a practitioner must have.
    public let skill: Text<1, 64>
    /// Purposes of the pools it needs.
    public let purposes: [Text<1, 64>]?
    /// Starts are offered every so many minutes.
    public let gridMinutes: Bounded<1, 720>?
    /// Price in cents.
    public let priceCents: Bounded<0, 100_000_000>?
    /// Shortest time between booking and start.
    public let noticeMinutes: Bounded<0, 525_600>?
    /// Farthest day ahead.
    public let horizonDays: Bounded<1, 366>?
    /// At most so many per practitioner and day.
    public let perPractitionerDay: Bounded<1, 1_000>?
    /// At most so many future ones per patient.
    public let perPatient: Bounded<1, 1_000>?
    /// Whether what patients book waits for approval.
    public let needsApproval: Bool?

    /// A type as it stands.
    public init?(_ type: AppointmentType) {
        guard let name = Line(type.name), let duration = Bounded<1, 720>(type.length.duration.count),
            let skill = Text<1, 64>(type.skill)
        else { return nil }
        self.name = name
        durationMinutes = duration
        bufferBeforeMinutes = Bounded(type.length.bufferBefore.count)
        bufferAfterMinutes = Bounded(type.length.bufferAfter.count)
        self.skill = skill
        purposes = type.purposes.compactMap { Text($0) }
        gridMinutes = Bounded(type.grid.count)
        priceCents = Bounded(type.priceCents)
        noticeMinutes = Bounded(type.limits.notice.count)
        horizonDays = Bounded(type.limits.horizonDays)
        perPractitionerDay = type.limits.perPractitionerDay.flatMap { Bounded($0) }
        perPatient = type.limits.perPatient.flatMap { Bounded($0) }
        needsApproval = type.needsApproval
    }

    /// The type that this makes.
    public func type(_ id: AppointmentType.ID) -> AppointmentType {
        AppointmentType(
            id: id, name: name.value,
            length: AppointmentLength(
                duration: Minutes(durationMinutes.value),
                bufferBefore: Minutes(bufferBeforeMinutes?.value ?? 0),
                bufferAfter: Minutes(bufferAfterMinutes?.value ?? 0)),
            skill: skill.value, purposes: (purposes ?? []).map(\.value),
            grid: Minutes(gridMinutes?.value ?? 5),
            priceCents: priceCents?.value ?? 0,
            limits: BookingLimits(
                notice: Minutes(noticeMinutes?.value ?? 60), horizonDays: horizonDays?.value ?? 84,
                perPractitionerDay: perPractitionerDay?.value, perPatient: perPatient?.value),
            needsApproval: needsApproval ?? false)
    }

    /// A return visit.
    public static var example: Self {
        let type = AppointmentType(
            id: "gp-return", name: "Return visit", length: AppointmentLength(duration: 15), skill: "gp")
        guard let example = Self(type) else { preconditionFailure("the example breaks the rules") }
        return example
    }
}
