import Domain
import Booking
import Book
import Storage
import StorageSQLite
import TestKit
import Testing

/// The engine refuses what the verbs would never do: raw rows, straight into the tables.
@Suite struct ConstraintTests {
    private func insert(
        _ clinic: TestClinic, _ id: String, _ start: Instant, minutes: Int = 20,
        practitioner: String = "okafor",
        patient: String = "pt-9", status: String = "booked", pools: String = "[]", overbook: String? = nil
    ) async throws {
        let end = start + Minutes(minutes)
        try await clinic.database.write { transaction in
            _ = try transaction.run(
                """
                INSERT INTO appointment (id, version, status, type_id, practitioner_id, patient_id, starts_at, ends_at,
                    busy_from, busy_until, pools, priority, is_pinned, booked_at, overbook_reason)
                VALUES (\(id), 1, \(status), 'visit', \(practitioner), \(patient), \(start), \(end), \(start), \(end),
                    \(pools), 'normal', 0, 0, \(overbook))
                """
            )
        }
    }

    private func isRefused(_ work: () async throws -> Void) async -> Bool {
        do {
            try await work()
            return false
        } catch StorageError.constraint {
            return true
        } catch {
            return false
        }
    }

    @Test func `a raw INSERT that overlaps is refused, one that touches is not`() async throws {
        let clinic = try await TestClinic()
        try await clinic.book("visit", "okafor", "09:20")
        let start = clinic.at("09:20", day: 1)
        for shift in [-19, -5, 0, 5, 19] {
            #expect(await isRefused { try await insert(clinic, "raw", start + Minutes(shift)) })
        }
        #expect(await isRefused { try await insert(clinic, "raw", start - 60, minutes: 200) })
        try await insert(clinic, "before", start - 20)
        try await insert(clinic, "after", start + 20, patient: "pt-8")
        #expect(try await clinic.count("appointment") == 3)
    }

    @Test(arguments: ["pending", "booked", "arrived", "checked-in", "fulfilled"])
    func `every occupying status is in the way, as an old row and as a new one`(status: String) async throws {
        let clinic = try await TestClinic()
        let start = clinic.at("09:20", day: 1)
        try await insert(clinic, "first", start, status: status)
        #expect(await isRefused { try await insert(clinic, "second", start, patient: "pt-8") })
        #expect(
            await isRefused { try await insert(clinic, "second", start, patient: "pt-8", status: status) })
        #expect(AppointmentStatus(rawValue: status)?.occupies == true)
    }

    @Test(arguments: AppointmentStatus.allCases.filter { !$0.occupies })
    func `a status that does not occupy is in nobody's way until it does`(status: AppointmentStatus)
        async throws
    {
        let clinic = try await TestClinic()
        let start = clinic.at("09:20", day: 1)
        try await insert(clinic, "first", start, status: status.rawValue)
        try await insert(clinic, "second", start, patient: "pt-8")
        #expect(
            await isRefused {
                _ = try await clinic.database.write {
                    try $0.run("UPDATE appointment SET status = 'booked' WHERE id = 'first'")
                }
            }
        )
    }

    @Test func `a patient, a pool and a hold are guarded as well`() async throws {
        let clinic = try await TestClinic()
        let start = clinic.at("09:20", day: 1)
        try await insert(clinic, "first", start, pools: "[\"laser\"]")
        #expect(await isRefused { try await insert(clinic, "patient", start + 10, practitioner: "weber") })
        #expect(
            await isRefused {
                try await insert(
                    clinic, "pool", start + 10, practitioner: "laurent", patient: "pt-8", pools: "[\"laser\"]"
                )
            }
        )
        _ = try await HoldSlot(clinic.scheduling)(
            "visit", for: "pt-7", with: "weber", at: start, by: clinic.staff)
        #expect(
            await isRefused {
                try await insert(clinic, "held", start + 5, practitioner: "weber", patient: "pt-6")
            })
    }

    @Test func `rows cannot be slid into each other, and none vanishes`() async throws {
        let clinic = try await TestClinic()
        let start = clinic.at("09:20", day: 1)
        try await insert(clinic, "first", start)
        try await insert(clinic, "second", start + 60, patient: "pt-8")
        for statement in [
            "UPDATE appointment SET busy_from = busy_from - 3600, starts_at = starts_at - 3600, ends_at = ends_at - 3600, busy_until = busy_until - 3600 WHERE id = 'second'",
            "UPDATE occupancy SET starts_at = starts_at - 3600", "DELETE FROM appointment WHERE id = 'first'",
        ] {
            #expect(
                await isRefused {
                    _ = try await clinic.database.write { try $0.run(SQL(stringLiteral: statement)) }
                })
        }
        #expect(try await clinic.count("occupancy") == 4)
    }

    @Test func `an overbook needs a reason, and is in the way of everything after it`() async throws {
        let clinic = try await TestClinic()
        let start = clinic.at("09:20", day: 1)
        try await insert(clinic, "first", start)
        #expect(await isRefused { try await insert(clinic, "blank", start, patient: "pt-8", overbook: "  ") })
        try await insert(clinic, "over", start, patient: "pt-8", overbook: "fever")
        _ = try await clinic.database.write {
            try $0.run("UPDATE appointment SET status = 'cancelled' WHERE id = 'first'")
        }
        #expect(await isRefused { try await insert(clinic, "third", start, patient: "pt-7") })
    }

    @Test func `of a pool of two a third is refused at any point of the overlap`() async throws {
        let clinic = try await TestClinic { clinic in
            clinic.pools["laser"] = ResourcePool(
                id: "laser", location: "main", kind: .equipment, purpose: "laser", members: ["1", "2"]
            )
        }
        let start = clinic.at("09:00", day: 1)
        try await insert(
            clinic, "a", start, minutes: 30, practitioner: "x1", patient: "pt-1", pools: "[\"laser\"]")
        try await insert(
            clinic, "b", start + 20, minutes: 30, practitioner: "x2", patient: "pt-2", pools: "[\"laser\"]")
        #expect(
            await isRefused {
                try await insert(
                    clinic, "c", start + 10, minutes: 20, practitioner: "x3", patient: "pt-3",
                    pools: "[\"laser\"]")
            })
        try await insert(
            clinic, "d", start + 30, minutes: 40, practitioner: "x4", patient: "pt-4", pools: "[\"laser\"]")
        try await insert(
            clinic, "e", start, minutes: 20, practitioner: "x5", patient: "pt-5", pools: "[\"laser\"]")
    }

    @Test func `an id is never changed, a pool of none serves nobody, and nothing lasts longer than a day`()
        async throws
    {
        let clinic = try await TestClinic()
        let start = clinic.at("09:20", day: 1)
        try await insert(clinic, "first", start)
        #expect(
            await isRefused {
                _ = try await clinic.database.write {
                    try $0.run("UPDATE appointment SET id = 'other' WHERE id = 'first'")
                }
            }
        )
        #expect(
            await isRefused { try await insert(clinic, "long", start + 60, minutes: 1_441, patient: "pt-8") })
        _ = try await clinic.database.write { try $0.run("UPDATE pool SET capacity = 0 WHERE id = 'laser'") }
        #expect(
            await isRefused {
                try await insert(clinic, "none", start + 60, patient: "pt-8", pools: "[\"laser\"]")
            }
        )
    }
}
