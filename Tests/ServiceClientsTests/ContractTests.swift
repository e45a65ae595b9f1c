import Words
import Book
import Rebalancing
import Domain
import Foundation
import Platform
import ServiceClients
import ServiceContracts
import TestKit
import Testing

@testable import AuthService

/// What services promise each other, in one process and over HTTP: one suite for both.
@Suite struct ContractTests {
    private let desk = Caller(name: "desk", role: .receptionist)

    @Test(arguments: Transport.allCases)
    func `people are read by id, in pages and as news, and kept as they are said to be`(
        transport: Transport
    ) async throws {
        try await Parties.meet(transport) { parties in
            let before = try await parties.people.changes(after: 0, limit: 100)
            #expect(before.changed.count == 3)
            let nora = Patient(
                id: "n-1", name: "Nora “N” Öztürk", email: "nora@example.org",
                birthDate: LocalDate(iso8601: "1980-02-29"), preferences: Preferences(timeOfDay: .pm))
            try await parties.people.keep([nora], by: desk)
            try await parties.people.keep([nora], by: desk)
            #expect(
                try await parties.people.patients(["n-1", "nobody"]) == [PatientRecord(nora, version: 1)])
            #expect(
                try await parties.people.patients(after: "pt-1", limit: 2).map(\.patient.id) == [
                    "pt-2", "pt-3",
                ])
            let news = try await parties.people.changes(after: before.position, limit: 100)
            #expect(news.changed == [PatientRecord(nora, version: 1)])
            #expect(news.forgotten.isEmpty && news.position > before.position)
            #expect(try await parties.people.patients([]).isEmpty)
        }
    }

    @Test(arguments: Transport.allCases)
    func `a patient is registered once, and forgotten if nothing was booked`(transport: Transport)
        async throws
    {
        try await Parties.meet(transport) { parties in
            let child = Patient(id: "c-1", name: "Cem")
            try await parties.registry.register(child, by: desk)
            try await parties.registry.register(child, by: desk)
            #expect(try await parties.registry.knows("c-1"))
            #expect(try await parties.registry.forget("c-1", by: desk))
            #expect(try await !parties.registry.knows("c-1"))
            try await parties.clinic.book("visit", "okafor", "10:00", for: "pt-1")
            #expect(try await !parties.registry.forget("pt-1", by: desk), "who has an appointment stays")
            #expect(try await parties.registry.knows("pt-1"))
        }
    }

    @Test(arguments: Transport.allCases)
    func `the book says whom it knows and who sees whom`(transport: Transport) async throws {
        try await Parties.meet(transport) { parties in
            let book = parties.appointments
            #expect(try await book.knows(Practitioner.ID("okafor")))
            #expect(try await !book.knows(Practitioner.ID("nobody")))
            #expect(try await book.knows(Location.ID("main")))
            #expect(try await !book.sees("okafor", "pt-1"))
            try await parties.clinic.book("visit", "okafor", "10:00", for: "pt-1")
            #expect(try await book.sees("okafor", "pt-1"))
            #expect(try await book.forget("pt-2"))
            #expect(try await !book.forget("pt-1"))
            try await book.endLinks(madeBy: nil, to: "pt-1")
        }
    }

    @Test(arguments: Transport.allCases)
    func `whoever tells a patient of a visit learns what stands, and how they are reached`(
        transport: Transport
    ) async throws {
        try await Parties.meet(transport) { parties in
            let booked = try await parties.clinic.book("visit", "okafor", "10:00", for: "pt-1")
            let visit = try #require(try await parties.visits.visits([booked.id, "nothing"]).first)
            #expect(visit.id == booked.id && visit.version == booked.version && visit.status == .booked)
            #expect(visit.practitioner == "okafor" && visit.practitionerName == "Dr Okafor")
            #expect(visit.location == "Main")
            #expect(visit.zone == "Europe/Paris" && visit.range == booked.range)
            let contact = try #require(try await parties.contacts.contacts(["pt-1", "nobody"]).first)
            #expect(contact.patient == "pt-1" && contact.phone == "+49 30 555001" && contact.email == nil)
            #expect(contact.channels == [.email] && contact.language == "en" && contact.quietHours == nil)
        }
    }

    @Test(arguments: Transport.allCases)
    func `who is away, whose evening it is and where staff are reached`(transport: Transport) async throws {
        try await Parties.meet(transport) { parties in
            let clinic = parties.clinic
            let span = TimeRange(start: clinic.at("00:00"), end: clinic.at("00:00", day: 4))
            _ = try await RecordAbsence(clinic.scheduling)("weber", span, because: "ill", by: clinic.admin)
            #expect(
                try await parties.appointments.away(["okafor", "weber", "nobody"]) == ["weber": span.end])
            try await clinic.book("visit", "okafor", "10:00", day: 1, for: "pt-1")
            let day = try #require(try await parties.visits.nextDays(of: ["okafor", "nobody"]).first)
            #expect(day.visits == 1 && day.first == clinic.at("10:00", day: 1) && day.zone == "Europe/Paris")
            #expect(try await parties.visits.offers(["none"]).isEmpty)
            let manage = ManageUsers(auth: parties.auth)
            _ = try await manage.create(
                NewUser(email: EmailAddress("admin@clinic.example")!, role: .administrator),
                by: clinic.admin)
            let staff = try await manage.create(
                NewUser(
                    email: EmailAddress("okafor@clinic.example")!, role: .practitioner,
                    practitioner: "okafor"), by: clinic.admin)
            #expect(
                try await parties.identity.addresses(of: [staff.id, "nobody"]) == [
                    staff.id: "okafor@clinic.example"
                ])
            _ = try await manage.change(
                staff.id, UserChange(role: nil, isActive: false), by: clinic.admin
            ) { _ in }
            #expect(try await parties.identity.addresses(of: [staff.id]).isEmpty, "who left has none")
            let ada = Patient(id: "a-1", name: "Ada", phone: "030 555 01 23")
            try await parties.people.keep([ada], by: desk)
            try await parties.contacts.prefer(.sms, of: "a-1", by: desk)
            try await parties.contacts.stopTexts(to: "+49305550123")
            #expect(try await parties.contacts.contacts(["a-1"]).first?.channels.contains(.sms) == false)
        }
    }

    @Test(arguments: Transport.allCases)
    func `a plan is begun, and a request that makes no sense is refused as the same problem`(
        transport: Transport
    ) async throws {
        try await Parties.meet(transport) { parties in
            let from = try #require(LocalDate(iso8601: "2026-03-04"))
            func days(_ who: Practitioner.ID) -> ProposalRequest {
                ProposalRequest(.absences([.init(practitioner: who, from: from, to: from)], reason: "ill"))
            }
            #expect(try await parties.proposals.propose(days("okafor")).status == .solving)
            let refusal = await #expect(throws: (any Error).self) {
                try await parties.proposals.propose(days("nobody"))
            }
            switch refusal {
            case let error as BookingError:
                #expect(error == .unknown(kind: "practitioner", id: "nobody"))
            case let error as Refusal:
                #expect(error.status == 404 && error.type == "/problems/not-found")
                #expect(error.detail == "there is no such practitioner")
            default: Issue.record("\(String(describing: refusal))")
            }
        }
    }

    @Test(arguments: Transport.allCases)
    func `what happens to the book is heard in order, at once, from any position`(transport: Transport)
        async throws
    {
        try await Parties.meet(transport) { parties in
            let last = try await parties.feed.last()
            var news = parties.feed.news().makeAsyncIterator()
            let booked = try await parties.clinic.book("visit", "okafor", "10:00", for: "pt-1")
            var heard: [BookNews.Event] = []
            // The first element may be one for the beginning; each says only that it is worth looking.
            while heard.isEmpty, await news.next() != nil {
                heard = try await parties.feed.events(after: last, limit: 10).events
            }
            #expect(heard.map(\.subject) == [booked.id.rawValue])
            #expect(heard.first?.name == "appointmentBooked")
            #expect(heard.first?.audience.contains("patient/pt-1") == true)
            #expect(try await parties.feed.last() == heard.last?.id)
            #expect(try await parties.feed.events(after: heard.last?.id ?? 0, limit: 10).events.isEmpty)
        }
    }

    @Test(arguments: Transport.allCases)
    func `the book is copied into a file`(transport: Transport) async throws {
        try await Parties.meet(transport) { parties in
            let folder = try TemporaryDirectory()
            try await parties.live.copy(into: folder.path)
            let copied = try String(
                contentsOf: URL(fileURLWithPath: "\(folder.path)/\(InternalPath.bookFile)"), encoding: .utf8)
            #expect(copied == TextCopy.text)
        }
    }

    @Test(arguments: Transport.allCases)
    func `a token is checked by keys and by what ended since`(transport: Transport) async throws {
        try await Parties.meet(transport) { parties in
            try await RegisterAccount(auth: parties.auth)(
                NewAccount(
                    email: try #require(EmailAddress("ada@example.org")),
                    password: NewPassword(Parties.password), name: try #require(Line("Ada"))), in: .english)
            let begun = try await SignIn(auth: parties.auth)(
                Credentials(
                    email: try #require(EmailAddress("ada@example.org")), password: Secret(Parties.password)),
                from: "10.0.0.1", device: "test")
            let verifier = TokenVerifier(parties.identity, time: parties.clinic.time)
            let claims = try #require(try await verifier.claims(of: begun.body.accessToken))
            #expect(claims.caller.role == .patient && !claims.caller.isConfirmed)
            #expect(claims.caller.patients.count == 1)
            #expect(try await verifier.claims(of: begun.body.accessToken + "x") == nil)
            var news = parties.identity.news().makeAsyncIterator()
            try await EndSession(auth: parties.auth)(claims.session, claims)
            while verifier.isAlive(claims), await news.next() != nil { try await verifier.hear() }
            #expect(try await verifier.claims(of: begun.body.accessToken) == nil)
            #expect(try await parties.identity.seededPasswords() == 0)
            let late = TokenVerifier(parties.identity, time: parties.clinic.time)
            #expect(try await late.claims(of: begun.body.accessToken) == nil, "what ended before it began")
        }
    }

    @Test(arguments: Transport.allCases)
    func `each service says how it is and what its trail holds`(transport: Transport) async throws {
        try await Parties.meet(transport) { parties in
            try await parties.people.keep([Patient(id: "n-1", name: "Nora")], by: desk)
            for service in parties.maintenance {
                #expect(try await service.condition() == ServiceCondition(trouble: nil), "\(service.service)")
            }
            let people = try #require(parties.maintenance.first { $0.service == "users" })
            let row = try #require(try await people.trail(before: nil, about: "n-1", limit: 5).first)
            #expect(row.action == "patientRegistered" && row.caller == "desk" && row.service == "users")
            #expect(try await people.trail(before: row.id, about: "n-1", limit: 5).isEmpty)
        }
    }
}
