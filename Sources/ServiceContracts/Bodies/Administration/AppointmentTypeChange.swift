public import Domain

/// A bookable type as administrators set it.
public struct AppointmentTypeChange: Body {
    /// For people.
    public let name: Line
    /// Time with the patient.
    public let durationMinutes: Bounded<Bounds.DurationMinutes>
    /// Busy time before, for preparation.
    public let bufferBeforeMinutes: Bounded<Bounds.BufferMinutes>?
    /// Busy time after, for notes or cleaning.
    public let bufferAfterMinutes: Bounded<Bounds.BufferMinutes>?
    /// The skill a practitioner must have.
    public let skill: Label
    /// Purposes of the pools it needs.
    public let purposes: [Label]?
    /// Starts are offered every so many minutes.
    public let gridMinutes: Bounded<Bounds.GridMinutes>?
    /// Price in cents.
    public let priceCents: Bounded<Bounds.PriceCents>?
    /// Shortest time between booking and start.
    public let noticeMinutes: Bounded<Bounds.NoticeMinutes>?
    /// Farthest day ahead.
    public let horizonDays: Bounded<Bounds.HorizonDays>?
    /// At most so many per practitioner and day.
    public let perPractitionerDay: Bounded<Bounds.PerPractitionerDay>?
    /// At most so many future ones per patient.
    public let perPatient: Bounded<Bounds.PerPatient>?
    /// Whether what patients book waits for approval.
    public let needsApproval: Bool?

    /// A type as it stands.
    public init(_ type: AppointmentType) {
        name = Line(stored: type.name)
        durationMinutes = Bounded(stored: type.length.duration.count)
        bufferBeforeMinutes = Bounded(stored: type.length.bufferBefore.count)
        bufferAfterMinutes = Bounded(stored: type.length.bufferAfter.count)
        skill = Label(stored: type.skill)
        purposes = type.purposes.map { Label(stored: $0) }
        gridMinutes = Bounded(stored: type.grid.count)
        priceCents = Bounded(stored: type.priceCents)
        noticeMinutes = Bounded(stored: type.limits.notice.count)
        horizonDays = Bounded(stored: type.limits.horizonDays)
        perPractitionerDay = type.limits.perPractitionerDay.map { Bounded(stored: $0) }
        perPatient = type.limits.perPatient.map { Bounded(stored: $0) }
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
        Self(
            AppointmentType(
                id: "gp-return", name: "Return visit", length: AppointmentLength(duration: 15), skill: "gp"))
    }
}
