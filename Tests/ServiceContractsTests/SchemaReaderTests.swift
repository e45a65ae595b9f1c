import Domain
import Foundation
import ServiceContracts
import Testing

/// What the contract says of a body follows from how it is decoded.
@Suite struct SchemaReaderTests {
    struct Visit: Body {
        struct Step: Body {
            let name: Line
            static var example: Step { Step(name: .sample) }
        }

        let id: Patient.ID
        let steps: [Step]
        let count: Bounded<Bounds.SuggestionCount>?
        let isShort: Bool
        static var example: Visit { Visit(id: .sample, steps: [.example], count: nil, isShort: false) }
    }

    @Test func `required and optional members have their rules`() throws {
        var reader = SchemaReader()
        let reference = try reader.schema(of: Visit.self)
        let name = try #require(reader.components.keys.first { $0.hasSuffix("Visit") })
        #expect(reference == ["$ref": .string("#/components/schemas/\(name)")])
        let schema = try #require(reader.components[name])
        #expect(schema["required"] == ["id", "isShort", "steps"])
        #expect(
            schema["properties"]?["count"] == [
                "anyOf": [["type": "integer", "minimum": 1, "maximum": 20], ["type": "null"]]
            ])
        #expect(schema["properties"]?["steps"]?["type"] == "array")
        #expect(schema["properties"]?["isShort"] == ["type": "boolean"])
    }

    @Test func `an object inside becomes a component of its own`() throws {
        var reader = SchemaReader()
        _ = try reader.schema(of: Page<SlotBody>.self)
        #expect(Set(reader.components.keys) == ["PageSlot", "Slot"])
    }

    @Test func `every example is read back as it was written`() throws {
        for body in [
            NewAppointment.example as any Body, SuggestionsBody.example, ProposalBody.example,
            ScenarioBody.example,
            AppointmentTypeChange.example, AbsenceBody.example, ScheduleBody.example,
            SessionTokenBody.example,
        ] {
            try expectRoundTrip(body)
        }
    }

    private func expectRoundTrip<Value: Body>(_ body: Value) throws {
        let data = try JSONEncoder().encode(body)
        let again = try JSONEncoder().encode(JSONDecoder().decode(Value.self, from: data))
        #expect(
            try JSONDecoder().decode(JSON.self, from: again) == JSONDecoder().decode(JSON.self, from: data))
    }
}

/// A value refuses what its schema refuses.
@Suite struct ValueTests {
    private func accepts<Value: Described>(_ type: Value.Type, _ json: String) -> Bool {
        (try? JSONDecoder().decode(type, from: Data(json.utf8))) != nil
    }

    @Test(arguments: [
        ("\"Ada\"", true), ("\"\"", false), ("\"two\\nlines\"", false), ("1", false), ("null", false),
        ("\"\(String(repeating: "a", count: 200))\"", true),
        ("\"\(String(repeating: "a", count: 201))\"", false),
    ])
    func `a line has 1 to 200 characters`(json: String, isAllowed: Bool) {
        #expect(accepts(Line.self, json) == isAllowed)
    }

    @Test(arguments: [
        ("1", true), ("20", true), ("0", false), ("21", false), ("1.5", false), ("\"1\"", false),
    ])
    func `a number stays in its range`(json: String, isAllowed: Bool) {
        #expect(accepts(Bounded<Bounds.SuggestionCount>.self, json) == isAllowed)
    }

    @Test(arguments: [("5", true), ("45", true), ("7", false), ("50", false), ("0", false), ("725", false)])
    func `starts are as many minutes apart as divide a day and fall on ticks`(json: String, isAllowed: Bool) {
        #expect(accepts(Bounded<Bounds.GridMinutes>.self, json) == isAllowed)
    }

    @Test(arguments: [
        ("ada@example.org", true), ("a@b", true), ("ada", false), ("a@b@c", false), ("@b", false),
        ("a@", false),
        ("a b@c", false), ("ä@b", false),
    ])
    func `an address has one at sign and no spaces`(text: String, isAllowed: Bool) {
        #expect((EmailAddress(text) != nil) == isAllowed)
    }

    @Test func `addresses that differ in case only are the same`() {
        #expect(EmailAddress("Ada@Example.ORG") == EmailAddress("ada@example.org"))
    }

    @Test(arguments: [
        ("+49 30 5550123", true), ("112345", true), ("1", false), ("+", false), ("a12345", false),
        ("-12345", false), ("(555) 010-1234", true), ("030/5550101", true), ("01.23.45.67.89", true),
        ("+49 30 5550101 ext. 3", true), ("(((((", false), ("12 34    5", false),
    ])
    func `a number begins with a digit`(text: String, isAllowed: Bool) {
        #expect((PhoneNumber(text) != nil) == isAllowed)
    }

    @Test(arguments: [
        ("Ada", true), ("Zoë O’Brien", true), ("田中 花子", true), ("", false), (" ", false), (" Ada", false),
        ("\u{200B}", false), ("\u{A0}", false), ("A\u{202E}da", false), ("A\u{200F}da", false),
        ("A\nda", false),
        ("\u{FEFF}Ada", false), ("नि\u{200D}ल", true),
    ])
    func `a name begins with something visible and hides nothing`(text: String, isAllowed: Bool) {
        #expect((Line(text) != nil) == isAllowed)
    }

    @Test func `a range of hours ends when it does not start`() {
        #expect(accepts(LocalTimeRange.self, #"{"start":"09:00","end":"17:00"}"#))
        #expect(accepts(LocalTimeRange.self, #"{"start":"22:00","end":"06:00"}"#))
        #expect(!accepts(LocalTimeRange.self, #"{"start":"09:00","end":"09:00"}"#))
    }

    @Test func `a secret never shows itself`() {
        #expect("\(Secret("hunter2"))" == "<secret>")
        #expect(String(reflecting: NewPassword("hunter2")) == "<secret>")
    }

    @Test func `an id is not empty`() {
        #expect(!accepts(Patient.ID.self, "\"\""))
        #expect(accepts(Patient.ID.self, "\"pt-1\""))
    }
}
