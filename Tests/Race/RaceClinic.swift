import Domain
import Foundation
import Directory
import Book
import Exchange
import SchedulingService
import Storage
import TestKit

/// The clock of the race stands still, so that the hot starts stay in the future in every run.
struct RaceTime: TimeSource {
    let now = Instant(rfc3339: "2026-03-02T07:00:00Z")!
}

/// Ids that are new in every run.
struct RaceIdentifiers: IdentifierSource {
    func next() -> String { UUID().uuidString.lowercased() }
}

/// Four practitioners and one hot day.
enum RaceClinic {
    static let practitioners: [Practitioner.ID] = ["okafor", "weber", "laurent", "silva"]

    /// The 50 starts: every five minutes from 09:00 on Tuesday, so that longer appointments overlap shorter ones.
    static let starts = (0..<50).map { Instant(rfc3339: "2026-03-03T08:00:00Z")! + Minutes(5 * $0) }

    static func make(_ scheduling: Scheduling, patients: Int) async throws {
        guard try await scheduling.clinic().version == 0 else { return }
        let caller = Caller(name: "race", role: .administrator)
        var clinic = Clinic(
            locations: [Location(id: "main", name: "Main", zone: "Europe/Paris")],
            pools: [
                ResourcePool(id: "room", location: "main", kind: .room, purpose: "room", members: ["1", "2"])
            ],
            types: [
                AppointmentType(
                    id: "short", name: "Short", length: AppointmentLength(duration: 10), skill: "gp"),
                AppointmentType(
                    id: "long", name: "Long",
                    length: AppointmentLength(duration: 25, bufferBefore: 5, bufferAfter: 10),
                    skill: "gp", purposes: ["room"]
                ),
            ],
            practitioners: practitioners.map {
                Practitioner(id: $0, name: $0.rawValue, location: "main", skills: ["gp"])
            }
        )
        clinic.templates = practitioners.flatMap { practitioner in
            Weekday.allCases.map {
                WeeklyTemplate(
                    practitioner: practitioner, weekday: $0, hours: .wholeDay,
                    validFrom: LocalDate(iso8601: "2026-01-01")!
                )
            }
        }
        let rows = (0..<patients).map { (line: $0 + 2, fields: ["id": "pt-\($0)", "name": "Patient \($0)"]) }
        let sheet = ImportSheet(file: "race", kind: .patients, rows: rows)
        _ = try await ImportClinic(scheduling, zones: TestZones())([sheet], skippingBadRows: true, by: caller)
        try await ReplaceClinic(scheduling)(clinic, by: caller)
    }
}
