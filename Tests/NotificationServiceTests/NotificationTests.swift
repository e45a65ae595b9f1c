import Book
import Booking
import Directory
import Domain
import Exchange
import Rebalancing
import Reminders
import ServiceContracts
import Storage
import TestKit
import Testing

@testable import NotificationService

/// Whoever is concerned hears of it, once, and never of what is not so any more.
@Suite struct NotificationTests {
    private func cancel(_ id: Appointment.ID, in clinic: TestClinic) async throws {
        _ = try await CancelAppointment(clinic.scheduling)(id, by: clinic.staff)
    }

    private func move(_ id: Appointment.ID, to time: String, day: Int, in clinic: TestClinic) async throws {
        _ = try await RescheduleAppointment(clinic.scheduling)(
            id, to: "okafor", at: clinic.at(time, day: day), by: clinic.staff)
    }

    @Test func `a booking is confirmed once, and reminded of three times`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await fixture.run(until: booked.range.end)
        #expect(
            fixture.sink.subjects == ["Your appointment on Wed 11 Mar 2026, 10:00"]
                + Array(repeating: "Soon: your appointment on Wed 11 Mar 2026, 10:00", count: 3))
        #expect(fixture.sink.messages.allSatisfy { $0.address == "ada@example.org" })
        #expect(
            fixture.sink.messages[0].text.hasPrefix(
                "Your appointment is booked: Wed 11 Mar 2026, 10:00, with Dr Okafor, Main."))
        #expect(Set(fixture.sink.messages.map(\.id)).count == 4)
    }

    @Test func `whoever was moved by a plan reads from where, and is asked`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let clinic = fixture.clinic
        let booked = try await clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await fixture.work()
        let day = TimeRange(start: clinic.at("00:00", day: 9), end: clinic.at("00:00", day: 10))
        let away = try await RecordAbsence(clinic.scheduling)("okafor", day, because: "ill", by: clinic.admin)
        let plan = try await ProposePlan(clinic.scheduling, solver: TestSolver())(
            .replace([away.absence.id]), limits: PlanLimits(seconds: 5))
        _ = try await ApplyProposal(clinic.scheduling)(plan.id, by: clinic.admin)
        try await fixture.work()
        let message = try #require(fixture.sink.messages.last)
        #expect(message.subject.hasPrefix("We had to move your appointment to "))
        #expect(message.text.contains("Wed 11 Mar 2026, 10:00 with Dr Okafor is not possible"))
        #expect(message.event?.id == booked.id.rawValue && message.links.count == 1)
        let told = try await fixture.notifications.visits.moved(by: Identifier(plan.id.rawValue))
        #expect(told.map(\.id) == [booked.id])
    }

    @Test func `whoever reads it answers without signing in`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await fixture.work()
        let message = try #require(fixture.sink.messages.first)
        let link = try #require(message.links.first)
        #expect(link.words == "Confirm, move or cancel it")
        #expect(link.address.hasPrefix("https://clinic.example/link#"))
        let token = String(link.address.split(separator: "#")[1])
        let opened = try await UseLink(fixture.clinic.scheduling).open(token)
        #expect(opened.appointment.id == booked.id && opened.caller.patients == ["ada"])
        // Moved, it is the same link.
        try await move(booked.id, to: "11:00", day: 10, in: fixture.clinic)
        try await fixture.work()
        #expect(fixture.sink.messages.last?.links == [link])
        fixture.clinic.time.set(fixture.clinic.at("11:20", day: 10))
        await #expect(throws: LinkError.expired) {
            try await UseLink(fixture.clinic.scheduling).open(token)
        }
    }

    @Test func `a link ends with the address it was sent to, and with a right to the record that ends`()
        async throws
    {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let links = UseLink(fixture.clinic.scheduling)
        let appointments: any Appointments = BookAppointments(fixture.clinic.scheduling)
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        var tokens: [String] = []
        let send = {
            try await move(booked.id, to: "1\(tokens.count + 3):00", day: 9, in: fixture.clinic)
            try await fixture.work()
            tokens.append(
                String(try #require(fixture.sink.messages.last?.links.first).address.split(separator: "#")[1])
            )
        }
        try await send()
        try await fixture.ada(phone: "+49 30 5550123")
        try await FollowPeople(fixture.clinic.scheduling, people: fixture.clinic.people!.users)()
        try await send()
        try await appointments.endLinks(madeBy: "account-1", to: "ada")
        try await send()
        for old in tokens.dropLast() {
            await #expect(throws: LinkError.expired) { try await links.open(old) }
        }
        #expect(try await links.open(tokens[2]).appointment.id == booked.id)
    }

    @Test func `the calendar hears of every change, and of no reminder`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await fixture.work()
        try await move(booked.id, to: "11:00", day: 10, in: fixture.clinic)
        try await fixture.run(until: fixture.clinic.at("12:00", day: 3), every: 120)
        try await cancel(booked.id, in: fixture.clinic)
        try await fixture.work()
        let events = fixture.sink.messages.map(\.event)
        let versions = events.compactMap(\.?.version)
        #expect(events.count == 4 && events[2] == nil && versions.count == 3)
        #expect(zip(versions, versions.dropFirst()).allSatisfy(<), "\(versions)")
        #expect(events.compactMap(\.?.isCancelled) == [false, false, true])
        #expect(Set(events.compactMap(\.?.id)) == [booked.id.rawValue])
        #expect(events[1]?.range.start == fixture.clinic.at("11:00", day: 10))
        #expect(events[0]?.summary == "Appointment: Dr Okafor", "and nothing of why")
        #expect(fixture.sink.messages.last?.links == [], "there is nothing to answer any more")
    }

    @Test func `who wants no more mail gets none, and the desk sees that`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await fixture.work()
        let page = try #require(fixture.sink.messages.first?.optOut)
        let token = String(page.page.address.split(separator: "#")[1])
        #expect(page.oneClick == "https://clinic.example/v1/opt-outs/\(token)")
        let links = try await NoticeLinks(fixture.notifications.database)
        let subject = try #require(links.optOut(token))
        #expect(subject.channel == .email && subject.patient == "ada")
        #expect(links.optOut(token + "x") == nil && links.optOut("e30.e30") == nil)
        for _ in 0..<2 { try await fixture.notifications.contacts.stop(subject.channel, of: subject.patient) }
        let other = try await fixture.clinic.book("visit", "okafor", "11:00", day: 9, for: "ada")
        try await fixture.work()
        #expect(fixture.sink.messages.count == 1)
        #expect(try await fixture.notices(of: other.id).first?.why == "unreachable")
    }

    @Test func `what is cancelled is told of, and not reminded of`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await fixture.work()
        try await cancel(booked.id, in: fixture.clinic)
        try await fixture.run(until: booked.range.end, every: 60)
        #expect(fixture.sink.subjects.map { $0.hasSuffix("is cancelled") } == [false, true])
        let reminders = try await fixture.notices(of: booked.id).filter { $0.kind == .reminder }
        #expect(reminders.map(\.state) == [.suppressed, .suppressed, .suppressed])
        #expect(reminders.allSatisfy { $0.why == "superseded" })
    }

    @Test func `who is moved hears the new time, and is reminded of no other`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await fixture.work()
        try await move(booked.id, to: "11:00", day: 10, in: fixture.clinic)
        try await fixture.run(until: fixture.clinic.at("12:00", day: 10), every: 30)
        #expect(
            fixture.sink.subjects.dropFirst() == [
                "Your appointment is now on Thu 12 Mar 2026, 11:00",
                "Soon: your appointment on Thu 12 Mar 2026, 11:00",
                "Soon: your appointment on Thu 12 Mar 2026, 11:00",
                "Soon: your appointment on Thu 12 Mar 2026, 11:00",
            ])
    }

    @Test func `a move that nobody heard of yet is told as it is when it is sent`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await HearBook(notifications: fixture.notifications)()
        // Planned, not sent, and not so any more.
        try await move(booked.id, to: "11:00", day: 10, in: fixture.clinic)
        try await SendNotices(notifications: fixture.notifications)(.visits)
        #expect(fixture.sink.messages.isEmpty)
        try await fixture.work()
        #expect(fixture.sink.subjects == ["Your appointment is now on Thu 12 Mar 2026, 11:00"])
    }

    @Test func `hearing everything again tells nothing again`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await fixture.work()
        let planned = try await fixture.notices(of: booked.id).map(\.id)
        try await fixture.notifications.database.write { try $0.advance("scheduling", to: 0) }
        try await fixture.work()
        #expect(try await fixture.notices(of: booked.id).map(\.id) == planned)
        #expect(fixture.sink.messages.count == 1)
    }

    @Test func `several at once send each once`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        for day in [1, 2, 3] {
            try await fixture.clinic.book("visit", "okafor", "10:00", day: day, for: "ada")
        }
        try await HearBook(notifications: fixture.notifications)()
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask { try await SendNotices(notifications: fixture.notifications)(.visits) }
            }
            try await group.waitForAll()
        }
        #expect(fixture.sink.messages.count == 3)
        #expect(Set(fixture.sink.messages.map(\.id)).count == 3)
    }

    @Test func `who took a notice and was killed is followed, under the same id`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await HearBook(notifications: fixture.notifications)()
        let taken = try await fixture.notifications.database.write {
            try $0.takeDue(in: .visits, limit: 10, for: 2).notices
        }
        try await SendNotices(notifications: fixture.notifications)(.visits)
        #expect(fixture.sink.messages.isEmpty, "somebody has it")
        fixture.clinic.time.advance(2)
        try await SendNotices(notifications: fixture.notifications)(.visits)
        #expect(fixture.sink.messages.map(\.id) == taken.map(\.id))
    }

    @Test func `what cannot be handed over is tried again, later each time, and given up after five`()
        async throws
    {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        fixture.sink.fail(times: 2)
        try await fixture.run(until: fixture.clinic.time.now + 15, every: 1)
        #expect(fixture.sink.messages.count == 1)
        #expect(try await fixture.notices(of: booked.id).first?.attempts == 3)
        let other = try await fixture.clinic.book("visit", "okafor", "11:00", day: 9, for: "ada")
        fixture.sink.fail(times: 5)
        try await fixture.run(until: fixture.clinic.time.now + 180, every: 1)
        let given = try #require(try await fixture.notices(of: other.id).first { $0.kind == .confirmation })
        #expect(given.state == .failed && given.attempts == 5 && given.why == "Down")
    }

    @Test func `the patient chooses the language, the way and when it is quiet`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada(
            phone: "+33 1 23456", channels: [.push, .sms, .email], language: "de-AT", quiet: "20:00-09:00")
        fixture.clinic.time.set(fixture.clinic.at("09:30"))
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await fixture.work()
        #expect(fixture.sink.subjects == ["Ihr Termin am Mi 11. März 2026, 10:00"])
        #expect(fixture.sink.messages.first?.address == "+33 1 23456")
        let due = try await fixture.notices(of: booked.id).filter { $0.kind == .reminder }.map(\.dueAt)
        #expect(due.last == fixture.clinic.at("09:00", day: 9), "two hours before would be in the quiet")
    }

    private func policies(
        _ usual: [Int], _ own: [AppointmentType.ID: [Int]] = [:]
    ) -> ReminderPoliciesBody {
        ReminderPoliciesBody(
            usual: usual.map { Bounded(stored: $0) },
            own: own.map {
                ReminderPolicyBody(appointmentType: $0, beforeMinutes: $1.map { Bounded(stored: $0) })
            })
    }

    @Test func `a clinic reminds as it says, by what the visit is`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let keep = KeepReminderPolicies(database: fixture.notifications.database)
        let reminders = { (id: Appointment.ID) in
            try await fixture.notices(of: id).filter { $0.kind == .reminder && $0.state != .suppressed }
                .map(\.before.count)
        }
        #expect(try await keep.read().body.usual.map(\.value) == [10_080, 1_440, 120])
        let visit = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        let long = try await fixture.clinic.book("derm", "laurent", "14:00", day: 9, for: "ada")
        try await fixture.work()
        let kept = try await keep(policies([2_880], ["derm": []]), by: fixture.clinic.admin) { _ in }
        #expect(kept.version == 1 && kept.body == policies([2_880], ["derm": []]))
        try await fixture.run(until: fixture.clinic.at("18:00", day: 9), every: 30)
        let sent = fixture.sink.subjects.filter { $0.hasPrefix("Soon") }
        #expect(sent == ["Soon: your appointment on Wed 11 Mar 2026, 10:00"], "two days before, and no other")
        #expect(try await reminders(visit.id) == [2_880])
        #expect(try await reminders(long.id) == [])
        #expect(try await fixture.notices(of: long.id).filter { $0.why == "unwanted" }.count == 3)
    }

    @Test func `a type that is reminded as usual again is not caught up with`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let keep = KeepReminderPolicies(database: fixture.notifications.database)
        _ = try await keep(policies([10_080, 1_440, 120], ["visit": [120]]), by: fixture.clinic.admin) { _ in
        }
        try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await fixture.run(until: fixture.clinic.at("12:00", day: 8), every: 60)
        _ = try await keep(policies([10_080, 1_440, 120]), by: fixture.clinic.admin) { _ in }
        try await fixture.work()
        #expect(fixture.sink.messages.count == 1, "the confirmation: a week and a day before are over")
        try await fixture.run(until: fixture.clinic.at("12:00", day: 9), every: 30)
        #expect(fixture.sink.messages.count == 2)
    }

    @Test func `what fails shortly before a visit is tried in time, or called about`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let booked = try await fixture.clinic.book("visit", "okafor", "11:00", day: 1, for: "ada")
        fixture.clinic.time.set(fixture.clinic.at("09:00", day: 1))
        try await cancel(booked.id, in: fixture.clinic)
        fixture.sink.fail(times: 4)
        try await fixture.run(until: fixture.clinic.at("10:35", day: 1), every: 1)
        #expect(
            fixture.sink.subjects.last?.hasSuffix("is cancelled") == true, "half an hour before at the latest"
        )
        let other = try await fixture.clinic.book("visit", "okafor", "14:00", day: 1, for: "ada")
        try await fixture.work()
        try await cancel(other.id, in: fixture.clinic)
        fixture.sink.fail(times: 5)
        try await fixture.run(until: fixture.clinic.at("13:45", day: 1), every: 1)
        #expect(
            try await CallPeople(notifications: fixture.notifications).list(for: fixture.clinic.staff)
                .map(\.kind) == [.cancellation])
    }

    @Test func `a reminder that is added later is not caught up with`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        try await fixture.clinic.book("visit", "okafor", "10:00", day: 3, for: "ada")
        try await fixture.work()
        fixture.clinic.time.set(fixture.clinic.at("12:00", day: 1))
        let keep = KeepReminderPolicies(database: fixture.notifications.database)
        // Three days before is over; a day before is to come, and was so before.
        _ = try await keep(policies([4_320, 1_440]), by: fixture.clinic.admin) { _ in }
        try await fixture.work()
        #expect(fixture.sink.messages.count == 1, "the confirmation")
        try await fixture.run(until: fixture.clinic.at("12:00", day: 3), every: 30)
        #expect(fixture.sink.messages.count == 2, "and one reminder")
    }

    @Test func `the desk calls whom no message reached, once, of what is so now`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada(email: nil, phone: "+49 30 5550123")
        try await fixture.ada("ben")
        let own = Caller(name: "okafor", role: .practitioner, practitioner: "okafor")
        let other = Caller(name: "weber", role: .practitioner, practitioner: "weber")
        let calls = CallPeople(notifications: fixture.notifications)
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 3, for: "ada")
        try await fixture.clinic.book("visit", "okafor", "11:00", day: 3, for: "ben")
        try await fixture.run(until: fixture.clinic.at("12:00", day: 2), every: 60)
        // A confirmation and a reminder reached nobody; of the appointment one call is made.
        #expect(try await fixture.notices(of: booked.id).count { $0.why == "unreachable" } == 2)
        #expect(try await calls.list(for: own).map(\.kind) == [.confirmation])
        try await move(booked.id, to: "14:00", day: 4, in: fixture.clinic)
        try await fixture.work()
        let call = try #require(try await calls.list(for: fixture.clinic.staff).first)
        #expect(call.kind == .change && call.start == fixture.clinic.at("14:00", day: 4))
        #expect(call.name == "Ada" && call.phone == "+49 30 5550123" && call.why == "unreachable")
        #expect(try await calls.list(for: other).isEmpty)
        await #expect(throws: CallPeople.Unknown.self) { try await calls.note(call.id.rawValue, by: other) }
        try await calls.note(call.id.rawValue, by: fixture.clinic.staff)
        #expect(try await calls.list(for: fixture.clinic.staff).isEmpty)
        await #expect(throws: CallPeople.Unknown.self) { try await calls.note(call.id.rawValue, by: own) }
        #expect(try await fixture.notices(of: booked.id).last { $0.kind == .change }?.why == "called")
    }

    @Test func `what failed for good is called about, and what has begun is not`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let calls = CallPeople(notifications: fixture.notifications)
        let booked = try await fixture.clinic.book("visit", "okafor", "15:00", for: "ada")
        fixture.sink.fail(times: 5)
        try await fixture.run(until: fixture.clinic.time.now + 180, every: 1)
        #expect(try await calls.list(for: fixture.clinic.staff).map(\.why) == ["Down"])
        fixture.clinic.time.set(booked.range.start)
        #expect(try await calls.list(for: fixture.clinic.staff).isEmpty)
    }

    @Test func `somebody who cannot be reached is on the list of those`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada(email: nil)
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await fixture.work()
        let first = try #require(try await fixture.notices(of: booked.id).first)
        #expect(first.state == .suppressed && first.why == "unreachable")
    }

    @Test func `what was booked before the service began is reminded of and not confirmed`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        // As if it began now.
        let last = try await fixture.notifications.feed.last()
        try await fixture.notifications.database.write { try $0.keep("began", "\(last)") }
        try await fixture.work()
        #expect(try await fixture.notices(of: booked.id).map(\.kind) == [.reminder, .reminder, .reminder])
    }

    @Test func `after a night without the service only the last reminder goes out`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 9, for: "ada")
        try await fixture.work()
        fixture.clinic.time.set(booked.range.start - 60)
        try await fixture.work()
        #expect(fixture.sink.messages.count == 2)
        let reminders = try await fixture.notices(of: booked.id).filter { $0.kind == .reminder }
        #expect(reminders.map(\.why) == ["overtaken", "overtaken", nil])
    }

    @Test func `a message of another service is taken once, and not kept when it was sent`() async throws {
        let fixture = try await NotificationFixture()
        let message = OutgoingMessage(
            id: "auth-1", address: "ada@example.org", subject: "Set a new password", text: "code 123")
        try await fixture.notifications.send(message)
        try await fixture.notifications.send(message)
        try await SendNotices(notifications: fixture.notifications)(.messages)
        try await fixture.notifications.send(message)
        try await SendNotices(notifications: fixture.notifications)(.messages)
        #expect(fixture.sink.messages == [message])
        let kept = try await fixture.notifications.database.read {
            try $0.first("SELECT count(*) FROM notice WHERE document IS NOT NULL")?.int(0)
        }
        #expect(kept == 0)
    }

    @Test func `the mailbox holds what no other way is set up for`() async throws {
        let fixture = try await NotificationFixture()
        let mailbox = Mailbox(database: fixture.notifications.database, channel: .email)
        let message = OutgoingMessage(id: "m-1", address: "a@b.example", subject: "S", text: "T")
        try await mailbox.deliver(message)
        try await mailbox.deliver(message)
        let found = try await ReadMailbox(fixture.notifications.database)(limit: 10)
        #expect(found.map(\.id) == ["m-1"])
    }

    @Test func `who changes the way after booking and confirms is reminded once, by the new one`()
        async throws
    {
        let fixture = try await NotificationFixture()
        try await fixture.ada(phone: "+33 1 23456")
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 2, for: "ada")
        try await fixture.work()
        try await fixture.ada(phone: "+33 1 23456", channels: [.sms])
        _ = try await ConfirmAppointment(fixture.clinic.scheduling)(booked.id, by: fixture.clinic.staff)
        try await fixture.run(until: booked.range.end)
        #expect(fixture.sink.messages.map(\.address) == ["ada@example.org", "+33 1 23456", "+33 1 23456"])
        #expect(try await fixture.notices(of: booked.id).compactMap(\.channel) == [.email, .sms, .sms])
    }

    @Test func `who wants to hear nothing hears nothing`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada(channels: [])
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 2, for: "ada")
        try await fixture.run(until: booked.range.end, every: 60)
        #expect(fixture.sink.messages.isEmpty)
    }

    @Test func `news waits for the end of quiet hours, unless the visit comes first`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada(quiet: "20:00-09:00")
        fixture.clinic.time.set(fixture.clinic.at("06:00", day: 1))
        try await fixture.clinic.book("visit", "okafor", "11:40", day: 1, for: "ada")
        try await fixture.clinic.book("visit", "okafor", "09:00", day: 1, for: "ada")
        try await fixture.work()
        #expect(fixture.sink.subjects == ["Your appointment on Tue 3 Mar 2026, 09:00"])
        try await fixture.run(until: fixture.clinic.at("09:00", day: 1), every: 5)
        #expect(fixture.sink.messages.count == 2)
    }

    @Test func `what should not have been booked is off, and what was taken back is on again`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let clinic = fixture.clinic
        let wrong = try await clinic.book("visit", "okafor", "10:00", day: 2, for: "ada")
        let right = try await clinic.book("visit", "okafor", "11:00", day: 2, for: "ada")
        try await fixture.work()
        _ = try await MarkEnteredInError(clinic.scheduling)(wrong.id, by: clinic.admin)
        try await cancel(right.id, in: clinic)
        try await fixture.work()
        _ = try await TakeBackStep(clinic.scheduling)(right.id, by: clinic.admin)
        try await fixture.work()
        #expect(
            fixture.sink.subjects.dropFirst(2).sorted() == [
                "Your appointment on Wed 4 Mar 2026, 10:00 is cancelled",
                "Your appointment on Wed 4 Mar 2026, 11:00",
                "Your appointment on Wed 4 Mar 2026, 11:00 is cancelled",
            ])
        #expect(fixture.sink.subjects.last == "Your appointment on Wed 4 Mar 2026, 11:00")
    }

    @Test func `a step at the desk that is taken back costs no reminder, and is no news`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let clinic = fixture.clinic
        let booked = try await clinic.book("visit", "okafor", "10:00", day: 1, for: "ada")
        try await fixture.work()
        clinic.time.set(clinic.at("07:30", day: 1))
        _ = try await MarkArrived(clinic.scheduling)(booked.id, by: clinic.staff)
        _ = try await TakeBackStep(clinic.scheduling)(booked.id, by: clinic.admin)
        try await fixture.run(until: booked.range.end)
        #expect(
            fixture.sink.subjects == [
                "Your appointment on Tue 3 Mar 2026, 10:00",
                "Soon: your appointment on Tue 3 Mar 2026, 10:00",
            ])
    }

    @Test func `what another system told is not told again`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let row = [
            "id": "a-1", "patient": "pt-1", "practitioner": "okafor", "type": "visit",
            "start": "2026-03-04T09:00:00Z",
            "status": "booked",
        ]
        _ = try await ImportClinic(fixture.clinic.scheduling, zones: TestZones())(
            [ImportSheet(file: "book", kind: .appointments, rows: [(line: 2, fields: row)])],
            skippingBadRows: false, by: fixture.clinic.admin)
        try await fixture.work()
        #expect(fixture.sink.messages.isEmpty)
        #expect(try await fixture.notices(of: "a-1").map(\.why) == ["imported", nil, nil])
    }

    @Test func `a code waits for no book that is away, and nothing stays taken`() async throws {
        let fixture = try await NotificationFixture()
        try await fixture.ada()
        let booked = try await fixture.clinic.book("visit", "okafor", "10:00", day: 2, for: "ada")
        try await HearBook(notifications: fixture.notifications)()
        let away = fixture.notifications(withVisits: Away())
        try await away.send(OutgoingMessage(id: "code", address: "b@example.org", subject: "S", text: "T"))
        await #expect(throws: Away.Gone.self) { try await SendNotices(notifications: away)(.visits) }
        try await SendNotices(notifications: away)(.messages)
        #expect(fixture.sink.messages.map(\.id) == ["code"])
        try await SendNotices(notifications: fixture.notifications)(.visits)
        #expect(fixture.sink.messages.count == 2, "at once when it is back")
        #expect(try await fixture.notices(of: booked.id).first?.attempts == 1)
    }

    @Test func `after a long night the last of many reminders goes out, whatever page they are on`()
        async throws
    {
        let fixture = try await NotificationFixture()
        var booked: [Appointment] = []
        for number in 0..<12 {
            try await fixture.ada(Patient.ID("p\(number)"), email: "p\(number)@example.org")
            let minute = number % 3 * 20
            booked.append(
                try await fixture.clinic.book(
                    "visit", number < 6 ? "okafor" : "weber",
                    "\(13 + number % 6 / 3):\(minute == 0 ? "00" : "\(minute)")",
                    day: 9, for: Patient.ID("p\(number)")))
        }
        try await fixture.work()
        fixture.clinic.time.set(fixture.clinic.at("12:50", day: 9))
        try await fixture.work()
        #expect(fixture.sink.messages.count == 24, "one confirmation and one reminder each")
    }
}
