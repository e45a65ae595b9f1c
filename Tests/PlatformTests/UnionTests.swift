import Domain
import Foundation
import ServiceContracts
import Testing

@testable import Platform

/// A body that is one of several is told apart by its kind, in the contract and in what is refused.
@Suite struct UnionTests {
    private func read(_ json: String) throws -> NewScenario {
        try JSONDecoder().decode(NewScenario.self, from: Data(json.utf8))
    }

    private func scenario(_ change: String) -> String {
        #"{"name": "x", "changes": [\#(change)], "question": {"kind": "place"}}"#
    }

    /// Which field a refusal names; `nil` if there is none.
    private func refused(_ json: String) -> String? {
        do {
            try BodyShape(NewScenario.self)?.check(Array(json.utf8))
            _ = try read(json)
            return nil
        } catch let problem as Problem {
            return problem.members["errors"].flatMap { errors in
                guard case .array(let all) = errors, case .string(let field)? = all.first?["field"] else {
                    return nil
                }
                return field
            }
        } catch let error as DecodingError {
            guard case .array(let all)? = Problem(error).members["errors"],
                case .string(let field)? = all.first?["field"]
            else { return "no field" }
            return field
        } catch {
            return "\(error)"
        }
    }

    @Test func `every kind is read as it was written`() throws {
        for variant in ScenarioChangeBody.variants {
            let example = try JSONBytes.text(of: variant.body.example)
            let json = example == "{}" ? "{" : String(example.dropLast()) + ", "
            let change = json + #""kind": "\#(variant.kind)"}"#
            let scenario = try read(scenario(change))
            #expect(scenario.changes.map(\.variant.kind) == [variant.kind])
            #expect(refused(self.scenario(change)) == nil)
            let again = try JSONDecoder().decode(JSON.self, from: JSONBytes.encode(scenario.changes[0]))
            #expect(try again == JSONDecoder().decode(JSON.self, from: Data(change.utf8)))
        }
    }

    @Test(arguments: [
        (#"{"kind": "absence", "practitioner": "p", "from": "2026-03-02"}"#, "changes[0].to"),
        (
            #"{"kind": "absence", "practitioner": "p", "from": "2026-03-02", "to": "2026-03-03", "percent": 5}"#,
            "changes[0].percent"
        ),
        (#"{"kind": "demand", "percent": 100000}"#, "changes[0].percent"),
        (#"{"kind": "absense"}"#, "changes[0].kind"), (#"{"percent": 5}"#, "changes[0].kind"),
    ])
    func `what does not belong to the kind is named`(change: String, field: String) {
        #expect(refused(scenario(change)) == field)
    }

    @Test func `the contract says one of, and by which member`() throws {
        var reader = SchemaReader()
        _ = try reader.schema(of: NewScenario.self)
        let union = try #require(reader.components["ScenarioQuestion"])
        guard case .array(let choices)? = union["oneOf"] else {
            Issue.record("\(union)")
            return
        }
        #expect(choices.count == ScenarioQuestionBody.variants.count)
        #expect(union["discriminator"]?["propertyName"] == "kind")
        let replay = reader.components["ScenarioQuestionReplay"]
        #expect(replay?["properties"]?["kind"] == ["enum": ["replay"]])
        #expect(replay?["required"] == ["days", "kind"])
    }
}
