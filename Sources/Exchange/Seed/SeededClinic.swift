import Book
import Availability
import Domain

/// A made-up clinic with its patients and book; the same size, seed and instant give the same one.
struct SeededClinic {
    private(set) var clinic = Clinic()
    private(set) var patients: [Patient] = []
    private(set) var appointments: [Appointment] = []
    private var random: SeededRandom
    private let size: SeedSize
    private let now: Instant
    private let zone: ZoneRules
    private var patientTaken: [Patient.ID: [TimeRange]] = [:]
    private var poolTaken: [ResourcePool.ID: [TimeRange]] = [:]

    static let zoneName = "Europe/Berlin"

    init(_ size: SeedSize, seed: UInt64, now: Instant, zone: ZoneRules) throws {
        random = SeededRandom(seed: seed)
        self.size = size
        self.now = now
        self.zone = zone
        let today = zone.date(at: now)
        makePlaces()
        makeTypes()
        makePractitioners(from: today + -7 * size.weeks.past)
        makePatients()
        makeBook(today)
    }

    private mutating func makePlaces() {
        for index in 0..<size.locations {
            let location = Location(
                id: Location.ID("loc-\(index + 1)"), name: SeedFigures.locationNames[index],
                zone: Self.zoneName
            )
            clinic.locations[location.id] = location
            for (purpose, kind, count) in [
                ("procedure-room", ResourcePool.Kind.room, 2), ("laser", .equipment, 1),
            ] {
                let id = ResourcePool.ID("\(purpose)-\(index + 1)")
                clinic.pools[id] = ResourcePool(
                    id: id, location: location.id, kind: kind, purpose: purpose,
                    members: (1...count).map { "\(purpose) \($0)" }
                )
            }
        }
    }

    private mutating func makeTypes() {
        for skill in SeedFigures.skills {
            for (suffix, name, length, _) in SeedFigures.types {
                let id = AppointmentType.ID("\(skill.id)-\(suffix)")
                let needsRoom = suffix == "procedure"
                clinic.types[id] = AppointmentType(
                    id: id, name: "\(skill.name), \(name)", length: length, skill: skill.id,
                    purposes: needsRoom
                        ? skill.id == "derm" ? ["procedure-room", "laser"] : ["procedure-room"] : [],
                    priceCents: 400 * length.duration.count,
                    limits: BookingLimits(perPractitionerDay: needsRoom ? 6 : nil)
                )
            }
        }
    }

    private mutating func makePractitioners(from first: LocalDate) {
        for index in 0..<size.practitioners {
            let main = index % 5 < 2 ? "gp" : SeedFigures.skills[1 + index / 2 % 3].id
            var skills: Set<String> = [main]
            if random.unit() < 0.25 { skills.insert(SeedFigures.skills[random.below(4)].id) }
            // Whoever is slower than the type's length has an override of their own.
            let slow = AppointmentLength(duration: 15)
            let practitioner = Practitioner(
                id: Practitioner.ID("p-\((index + 1).paddedToTwo)"), name: "Dr \(name(index * 7 + 3))",
                location: Location.ID("loc-\(index % size.locations + 1)"), skills: skills,
                lengths: index % 10 == 9 ? ["\(main)-return": slow] : [:]
            )
            clinic.practitioners[practitioner.id] = practitioner
            let dayOff = random.below(5)
            for weekday in Weekday.allCases.prefix(5) where weekday.index != dayOff {
                let (hours, lunch) =
                    random.unit() < 0.75 ? ("08:00-17:00", ["12:00-13:00"]) : ("08:30-13:30", [])
                guard let hours = LocalTimeRange(hours) else { continue }
                clinic.templates.append(
                    WeeklyTemplate(
                        practitioner: practitioner.id, weekday: weekday, hours: hours,
                        breaks: lunch.compactMap { LocalTimeRange($0) }, validFrom: first
                    )
                )
            }
        }
    }

    private mutating func makePatients() {
        let ids = clinic.practitioners.keys.sorted()
        for index in 0..<size.patients {
            let name = name(random.below(10_000))
            let isReachable = random.unit() >= SeedFigures.unreachable
            let halves = Preferences.TimeOfDay.allCases
            let wishes = Preferences(
                practitioners: random.unit() < 0.5 ? [ids[random.below(ids.count)]] : [],
                weekdays: random.unit() < 0.3
                    ? Set(Weekday.allCases.prefix(5).filter { _ in random.unit() < 0.6 }) : [],
                timeOfDay: random.unit() < 0.4 ? halves[1 + random.below(2)] : .any
            )
            patients.append(
                Patient(
                    id: Patient.ID("pt-\(index + 1)"), name: name,
                    email: isReachable ? "patient\(index + 1)@example.org" : nil,
                    phone: isReachable && random.unit() < 0.8 ? "+49 30 5550 \(1_000 + index)" : nil,
                    preferences: wishes
                )
            )
        }
    }

    private mutating func makeBook(_ today: LocalDate) {
        let calendars = clinic.practitioners.values.sorted { $0.id < $1.id }.map {
            ($0, WorkingTime(of: $0, in: clinic, zone: zone))
        }
        for offset in -7 * size.weeks.past..<7 * size.weeks.future {
            for (practitioner, working) in calendars {
                let fill = 0.25 + 0.3 * random.unit()
                for range in working.on(today + offset).ranges { fillUp(range, practitioner, fill, offset) }
            }
        }
    }

    private mutating func fillUp(
        _ range: TimeRange, _ practitioner: Practitioner, _ fill: Double, _ offset: Int
    ) {
        var next = range.start
        while next < range.end {
            let skill = practitioner.skills.sorted()[random.below(practitioner.skills.count)]
            let pick = random.unit()
            guard random.unit() < fill,
                let type = clinic.types[AppointmentType.ID("\(skill)-\(suffix(pick))")]
            else {
                next = next + 10
                continue
            }
            let length = practitioner.length(of: type)
            let start = next + length.bufferBefore
            guard length.busy(from: start).end <= range.end else { return }
            next = length.busy(from: start).end
            book(type, practitioner, at: start, length, offset)
        }
    }

    private mutating func book(
        _ type: AppointmentType, _ practitioner: Practitioner, at start: Instant, _ length: AppointmentLength,
        _ offset: Int
    ) {
        let (lead, noShow) = self.lead()
        let bookedAt =
            lead == 0
            ? start - Minutes(60 + random.below(120)) : start - Minutes(1_440 * lead + random.below(240))
        guard bookedAt < now, let patient = freePatient(length.visible(from: start)) else { return }
        let pools = clinic.pools(for: type, at: practitioner.location) ?? []
        let busy = length.busy(from: start)
        let isPast = busy.end <= now
        let status: AppointmentStatus =
            random.unit() < SeedFigures.cancelled
            ? .cancelled : !isPast ? .booked : random.unit() < noShow ? .noshow : .fulfilled
        if status.occupies {
            guard
                pools.allSatisfy({ pool in
                    (poolTaken[pool.id] ?? []).count { $0.overlaps(busy) } < pool.capacity
                })
            else { return }
            for pool in pools { poolTaken[pool.id, default: []].append(busy) }
            patientTaken[patient, default: []].append(length.visible(from: start))
        }
        let urgency = random.unit()
        appointments.append(
            Appointment(
                id: Appointment.ID("a-\(appointments.count + 1)"), status: status, type: type.id,
                practitioner: practitioner.id, patient: patient, range: length.visible(from: start),
                busy: busy,
                pools: pools.map(\.id),
                priority: urgency < 0.1 ? .urgent : urgency < 0.7 ? .normal : .routine,
                bookedAt: bookedAt
            )
        )
    }

    private mutating func lead() -> (days: Int, noShow: Double) {
        var left = random.unit()
        for lead in SeedFigures.leads {
            left -= lead.share
            if left < 0 { return (lead.days.lowerBound + random.below(lead.days.count), lead.noShow) }
        }
        return (60, 0.35)
    }

    private mutating func freePatient(_ range: TimeRange) -> Patient.ID? {
        for _ in 0..<10 {
            let patient = patients[random.below(patients.count)].id
            if !(patientTaken[patient] ?? []).contains(where: { $0.overlaps(range) }) { return patient }
        }
        return nil
    }

    private func suffix(_ pick: Double) -> String {
        var left = pick
        for type in SeedFigures.types {
            left -= type.weight
            if left < 0 { return type.suffix }
        }
        return "return"
    }

    private func name(_ number: Int) -> String {
        let (first, last) = (SeedFigures.firstNames, SeedFigures.lastNames)
        return "\(first[number % first.count]) \(last[number / first.count % last.count])"
    }
}

extension Int {
    fileprivate var paddedToTwo: String { self < 10 ? "0\(self)" : "\(self)" }
}
