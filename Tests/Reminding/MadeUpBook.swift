import Domain
import ServiceContracts
import Synchronization

/// The book of a chronicle, as the service asks for it.
struct MadeUpBook: BookFeed, Visits, Contacts {
    let chronicle: Chronicle
    let time: VirtualTime
    /// Whether every other patient wants text messages.
    let hasTexts: Bool

    func last() async throws -> Int { 0 }

    func events(after position: Int, limit: Int) async throws -> BookNews {
        BookNews(events: chronicle.events(after: position, by: time.now, limit: limit), plans: [])
    }

    func news() -> AsyncStream<Void> { AsyncStream { $0.finish() } }

    func visits(_ ids: Set<Appointment.ID>) async throws -> [Visit] {
        ids.compactMap { id in
            chronicle.chapter(of: id.rawValue, at: time.now).map { Visit($0) }
        }
    }

    func contacts(_ ids: Set<Patient.ID>) async throws -> [Contact] {
        ids.map { id in
            let wantsTexts = hasTexts && id.rawValue.utf8.reduce(0) { $0 &+ Int($1) } % 2 == 0
            return Contact(
                Patient(id: id, name: "Ada", email: "\(id)@clinic.example", phone: "+49 30 5550123"),
                ContactPreferencesBody(
                    channels: [wantsTexts ? .sms : .email], quietHours: nil, language: Text(stored: "en")))
        }
    }

    func offers(_ ids: Set<Offer.ID>) async throws -> [OfferedVisit] { [] }
    func nextDays(of practitioners: Set<Practitioner.ID>) async throws -> [PractitionerDay] { [] }
    func moved(by plan: Identifier<ProposalBody>) async throws -> [VisitVersion] { [] }
    func stop(_ channel: ContactPreferencesBody.Channel, of patient: Patient.ID) async throws {}
    func stopTexts(to phone: String) async throws {}
    func prefer(
        _ channel: ContactPreferencesBody.Channel, of patient: Patient.ID, by caller: Caller
    ) async throws {}
}

/// A planted fault: visits as they stood when they were first asked for.
final class StoredVisits: Visits {
    private let base: any Visits
    private let known = Mutex<[Appointment.ID: Visit]>([:])

    init(_ base: any Visits) { self.base = base }

    func offers(_ ids: Set<Offer.ID>) async throws -> [OfferedVisit] { try await base.offers(ids) }
    func nextDays(of practitioners: Set<Practitioner.ID>) async throws -> [PractitionerDay] {
        try await base.nextDays(of: practitioners)
    }
    func moved(by plan: Identifier<ProposalBody>) async throws -> [VisitVersion] {
        try await base.moved(by: plan)
    }

    func visits(_ ids: Set<Appointment.ID>) async throws -> [Visit] {
        let missing = known.withLock { known in ids.filter { known[$0] == nil } }
        let found = try await base.visits(missing)
        return known.withLock { known in
            for visit in found { known[visit.id] = visit }
            return ids.compactMap { known[$0] }
        }
    }
}

extension Visit {
    fileprivate init(_ chapter: Chronicle.Chapter) {
        self.init(
            id: Appointment.ID(chapter.appointment), version: chapter.version,
            status: chapter.isOn ? .booked : .cancelled, type: "visit",
            patient: Patient.ID("p-\(chapter.appointment)"), practitioner: "okafor",
            practitionerName: "Dr Okafor", location: "Main", zone: "Europe/Paris",
            range: TimeRange(start: Instant(secondsSince1970: chapter.start), length: 20), token: "t")
    }
}
