import Domain
import Foundation
import ServiceContracts
import Testing

/// What is shown can be saved, and is the same afterwards.
@Suite struct BoundsTests {
    private func type(_ pick: (any Bound.Type) -> Int) -> AppointmentType {
        AppointmentType(
            id: "t", name: "Visit",
            length: AppointmentLength(
                duration: Minutes(pick(Bounds.DurationMinutes.self)),
                bufferBefore: Minutes(pick(Bounds.BufferMinutes.self)),
                bufferAfter: Minutes(pick(Bounds.BufferMinutes.self))),
            skill: "gp", purposes: ["laser"], grid: Minutes(pick(Bounds.GridMinutes.self)),
            priceCents: pick(Bounds.PriceCents.self),
            limits: BookingLimits(
                notice: Minutes(pick(Bounds.NoticeMinutes.self)), horizonDays: pick(Bounds.HorizonDays.self),
                perPractitionerDay: pick(Bounds.PerPractitionerDay.self),
                perPatient: pick(Bounds.PerPatient.self)),
            needsApproval: true)
    }

    private func saved(_ type: AppointmentType) throws -> AppointmentType {
        let shown = try JSONEncoder().encode(AppointmentTypeChange(type))
        return try JSONDecoder().decode(AppointmentTypeChange.self, from: shown).type(type.id)
    }

    @Test func `a type at either end of every bound is the same after it was shown and saved`() throws {
        for end in [\ClosedRange<Int>.lowerBound, \ClosedRange<Int>.upperBound] {
            let type = type { $0.range[keyPath: end] }
            #expect(try saved(type) == type)
        }
    }

    @Test(arguments: 1...200)
    func `so is any other type that keeps the bounds`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let type = type { ($0.choices ?? Array($0.range.prefix(2_000))).randomElement(using: &random) ?? 0 }
        #expect(try saved(type) == type)
    }

    @Test func `a number beyond a bound is refused by its rule`() {
        let json = Data(#"{"name": "Visit", "durationMinutes": 721, "skill": "gp"}"#.utf8)
        #expect { try JSONDecoder().decode(AppointmentTypeChange.self, from: json) } throws: { error in
            "\(error)".contains("must be a whole number from 1 to 720")
        }
    }
}
