public import Domain
public import ServiceContracts

/// The book, in another process.
public struct RemoteScheduling: Appointments, ProposalRequests, Visits, VisitFacts, BookFeed, LiveBook {
    private let line: ServiceLine
    private static let secondsOfCopy = 600
    private static let pausesOfCopy = [1, 2, 4, 8, 15].map(Duration.seconds)

    /// Asks over `line`.
    public init(_ line: ServiceLine) { self.line = line }

    /// See ``ServiceContracts/Appointments``.
    public func knows(_ practitioner: Practitioner.ID) async throws -> Bool {
        try await line.ask(SchedulingCalls.knowsPractitioner, practitioner)
    }

    /// See ``ServiceContracts/Appointments``.
    public func knows(_ location: Location.ID) async throws -> Bool {
        try await line.ask(SchedulingCalls.knowsLocation, location)
    }

    /// See ``ServiceContracts/Appointments``.
    public func sees(_ practitioner: Practitioner.ID, _ patient: Patient.ID) async throws -> Bool {
        try await line.ask(SchedulingCalls.sees, .init(practitioner, patient))
    }

    /// See ``ServiceContracts/Appointments``.
    public func away(_ practitioners: Set<Practitioner.ID>) async throws -> [Practitioner.ID: Instant] {
        try await line.ask(SchedulingCalls.away, practitioners)
    }

    /// See ``ServiceContracts/Appointments``.
    public func forget(_ patient: Patient.ID) async throws -> Bool {
        try await line.ask(SchedulingCalls.forget, patient)
    }

    /// See ``ServiceContracts/Appointments``.
    public func endLinks(madeBy maker: String?, to patient: Patient.ID?) async throws {
        _ = try await line.ask(SchedulingCalls.endLinks, .init(madeBy: maker, to: patient))
    }

    /// See ``ServiceContracts/ProposalRequests``.
    public func propose(_ request: ProposalRequest) async throws -> ProposalBody {
        try await line.ask(SchedulingCalls.propose, request)
    }

    /// See ``ServiceContracts/Visits``.
    public func visits(_ ids: Set<Appointment.ID>) async throws -> [Visit] {
        try await line.ask(SchedulingCalls.visits, ids)
    }

    /// See ``ServiceContracts/Visits``.
    public func offers(_ ids: Set<Offer.ID>) async throws -> [OfferedVisit] {
        try await line.ask(SchedulingCalls.offers, ids)
    }

    /// See ``ServiceContracts/Visits``.
    public func nextDays(of practitioners: Set<Practitioner.ID>) async throws -> [PractitionerDay] {
        try await line.ask(SchedulingCalls.nextDays, practitioners)
    }

    /// See ``ServiceContracts/Visits``.
    public func moved(by plan: Identifier<ProposalBody>) async throws -> [VisitVersion] {
        try await line.ask(SchedulingCalls.moved, plan)
    }

    /// See ``ServiceContracts/VisitFacts``.
    public func facts(_ ids: Set<Appointment.ID>) async throws -> [VisitFact] {
        try await line.ask(SchedulingCalls.facts, ids)
    }

    /// See ``ServiceContracts/VisitFacts``.
    public func appointments(of patients: Set<Patient.ID>) async throws -> Set<Appointment.ID> {
        try await line.ask(SchedulingCalls.appointmentsOf, patients)
    }

    /// See ``ServiceContracts/VisitFacts``.
    public func pastVisits(_ ids: Set<PastVisit.ID>) async throws -> [PastVisit] {
        try await line.ask(SchedulingCalls.pastVisits, ids)
    }

    /// See ``ServiceContracts/VisitFacts``.
    public func openDays(_ wish: OpenDaysWish) async throws -> [OpenDay] {
        try await line.ask(SchedulingCalls.openDays, wish)
    }

    /// See ``ServiceContracts/VisitFacts``.
    public func basis() async throws -> String { try await line.ask(SchedulingCalls.basis, Nothing()) }

    /// See ``ServiceContracts/VisitFacts``.
    public func names() async throws -> ClinicNames {
        try await line.ask(SchedulingCalls.names, Nothing())
    }

    /// See ``ServiceContracts/BookFeed``.
    public func last() async throws -> Int { try await line.ask(SchedulingCalls.last, Nothing()) }

    /// See ``ServiceContracts/BookFeed``.
    public func events(after position: Int, limit: Int) async throws -> BookNews {
        try await line.ask(SchedulingCalls.events, FeedPage(after: position, limit: limit))
    }

    /// See ``ServiceContracts/BookFeed``.
    public func news() -> AsyncStream<Void> { line.news() }

    /// See ``ServiceContracts/LiveBook``; a restart of the book's process is waited for.
    public func copy(into folder: String) async throws {
        for pause in Self.pausesOfCopy {
            do {
                return try await download(into: folder)
            } catch is ServiceUnreachable {
                try await Task.sleep(for: pause)
            }
        }
        try await download(into: folder)
    }

    private func download(into folder: String) async throws {
        try await line.download(
            InternalPath.bookCopy, to: "\(folder)/\(InternalPath.bookFile)", within: Self.secondsOfCopy)
    }
}
