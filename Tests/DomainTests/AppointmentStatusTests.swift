import Domain
import Testing

@Suite struct AppointmentStatusTests {
    @Test func `there are exactly the ten of FHIR`() {
        let fhir = [
            "proposed", "pending", "booked", "arrived", "fulfilled", "cancelled", "noshow",
            "entered-in-error",
            "checked-in", "waitlist",
        ]
        #expect(Set(AppointmentStatus.allCases.map(\.rawValue)) == Set(fhir))
    }

    @Test(arguments: AppointmentStatus.allCases)
    func `nothing comes back from the end, and every mistake can be marked`(status: AppointmentStatus) {
        if status != .enteredInError { #expect(status.canBecome(.enteredInError)) }
        if [.fulfilled, .cancelled, .noshow, .enteredInError].contains(status) {
            #expect(status.isFinal)
            #expect(!status.canBecome(.booked))
        }
        #expect(!status.canBecome(status))
    }

    @Test func `a visit goes from booked to fulfilled`() {
        let path: [AppointmentStatus] = [.proposed, .pending, .booked, .arrived, .checkedIn, .fulfilled]
        for (from, to) in zip(path, path.dropFirst()) { #expect(from.canBecome(to)) }
        #expect(!AppointmentStatus.arrived.canBecome(.noshow))
    }
}
