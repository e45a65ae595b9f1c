import Domain
import TestKit
import Testing

@testable import Directory
@testable import Book

/// Who is displaced by a change of the clinic is answered with the change.
@Suite struct ClinicChangeTests {
    private func displaced(
        _ clinic: TestClinic, _ change: @escaping @Sendable (inout Clinic) -> Void
    ) async throws -> [Patient.ID] {
        try await ChangeClinic(clinic.scheduling)(.holidays, "test", by: clinic.admin) {
            clinic, _ in
            change(&clinic)
        }.displaced.map(\.patient.id)
    }

    @Test func `a closed day, other hours and a skill that goes displace whom they meet, once`() async throws
    {
        let clinic = try await TestClinic()
        try await clinic.book("visit", "okafor", "09:00", day: 1, for: "pt-1")
        try await clinic.book("visit", "okafor", "16:00", day: 2, for: "pt-2")
        try await clinic.book("visit", "weber", "09:00", day: 3, for: "pt-3")
        let tuesday = LocalDate(iso8601: "2026-03-03")!
        #expect(
            try await displaced(clinic) { $0.holidays.append(Holiday(date: tuesday, name: "Flood")) } == [
                "pt-1"
            ])
        #expect(
            try await displaced(clinic) { clinic in
                clinic.templates.removeAll { $0.practitioner == "okafor" && $0.hours.start.minuteOfDay > 720 }
            } == ["pt-2"], "whom the closed day displaced is not told of again")
        #expect(
            try await displaced(clinic) { clinic in
                clinic.practitioners["weber"] = Practitioner(
                    id: "weber", name: "Dr Weber", location: "main", skills: ["derm"])
            } == ["pt-3"])
        #expect(try await displaced(clinic) { $0.holidays.removeAll() }.isEmpty)
    }
}
