import Foundation
import LinearModel
import Planning
import Testing

@Suite struct ProblemFileTests {
    /// A valid file, changed by replacing one text by another.
    private func read(_ replacing: [(String, String)] = []) -> Result<PlacementProblem, ProblemError> {
        var text = """
            {"schema": "slotwise-problem/1", "name": "file", "tickMinutes": 5, "dayCount": 2, "weekdays": [0, 1],
            "weights": {"late": {"urgent": 12, "normal": 4, "routine": 2}, "early": 2, "preferredPractitioner": 6,
            "otherPractitioner": 25, "timeOfDayStepTicks": 3, "timeOfDayCap": 16, "weekdayChange": 3, "unwantedWeekday": 10,
            "unwantedTimeOfDay": 8, "locationChange": 12, "overtimeTick": 5, "move": 30,
            "unplaced": {"urgent": 2000, "normal": 800, "routine": 400, "movable": 5000}, "overloadTick": 4},
            "balanceLoad": false,
            "practitioners": [{"id": 7, "location": 0, "skills": ["GP"], "windows": [[0, 96, 108]], "overtimeTicks": 0}],
            "fixed": [{"practitioner": 7, "day": 0, "start": 96, "duration": 2, "equipment": null}],
            "equipment": [{"location": 0, "kind": "ecg", "capacity": 1}],
            "requests": [{"id": 3, "patient": 0, "appointmentType": "t", "duration": 4, "skill": "GP", "equipment": "ecg",
            "priority": "normal", "movable": false, "earliestDay": 0, "dueDay": 1,
            "original": {"practitioner": 7, "day": 1, "start": 100},
            "preferences": {"practitioners": [7], "weekdays": [0], "timeOfDay": "am"}, "locations": [0], "patientBusy": []}]}
            """
        for (old, new) in replacing {
            #expect(text.contains(old))
            text = text.replacingOccurrences(of: old, with: new)
        }
        do throws(ProblemError) {
            return .success(try ProblemFile.read(Data(text.utf8)))
        } catch {
            return .failure(error)
        }
    }

    @Test func `a good file becomes a problem`() throws {
        let problem = try read().get()
        #expect(problem.practitioners[0].id == 7)
        #expect(problem.requests[0].original.practitioner == 0)
        #expect(problem.requests[0].equipment == ["ecg"])
    }

    @Test(arguments: [
        ("\"duration\": 4", "\"duration\": -4", "requests[0].duration"),
        ("\"duration\": 4", "\"duration\": \"four\"", "requests[0].duration"),
        ("\"duration\": 4", "\"duration\": 4.5", "requests[0].duration"),
        ("\"duration\": 4", "\"duration\": 9999999999999999999999", "requests[0].duration"),
        ("\"duration\": 4,", "", "requests[0].duration"),
        ("\"duration\": 4", "\"duration\": NaN", "not JSON"),
        (
            "{\"practitioner\": 7, \"day\": 1", "{\"practitioner\": 8, \"day\": 1",
            "requests[0].original.practitioner"
        ),
        ("[{\"practitioner\": 7, \"day\": 0", "[{\"practitioner\": 8, \"day\": 0", "fixed[0].practitioner"),
        ("\"practitioners\": [7]", "\"practitioners\": [1]", "requests[0].preferences.practitioners[0]"),
        ("[[0, 96, 108]]", "[[0, 108, 96]]", "practitioners[0].windows[0]"),
        ("[[0, 96, 108]]", "[[2, 96, 108]]", "practitioners[0].windows[0]"),
        ("[[0, 96, 108]]", "[[0, 96]]", "practitioners[0].windows[0]"),
        ("\"priority\": \"normal\"", "\"priority\": \"soon\"", "requests[0].priority"),
        ("\"timeOfDay\": \"am\"", "\"timeOfDay\": \"noon\"", "timeOfDay"),
        ("\"capacity\": 1", "\"capacity\": -1", "equipment[0].capacity"),
        ("\"early\": 2", "\"early\": -2", "weights.early"),
        ("\"tickMinutes\": 5", "\"tickMinutes\": 7", "tickMinutes"),
        ("\"tickMinutes\": 5", "\"tickMinutes\": 0", "tickMinutes"),
        ("\"weekdays\": [0, 1]", "\"weekdays\": [0]", "weekdays"),
        ("\"dayCount\": 2", "\"dayCount\": 100000", "dayCount"),
        ("\"overtimeTicks\": 0", "\"overtimeTicks\": 181", "practitioners[0].overtimeTicks"),
        ("\"dueDay\": 1", "\"dueDay\": -1", "requests[0].dueDay"),
        ("\"balanceLoad\": false", "\"balanceLoad\": true", "practitioners[0].targetLoadTicks"),
        ("slotwise-problem/1", "slotwise-problem/2", "schema"),
        ("\"patientBusy\": []", "\"patientBusy\": null", "requests[0].patientBusy"),
    ])
    func `a bad field is named with its value and its rule`(old: String, new: String, field: String) {
        guard case .failure(let error) = read([(old, new)]) else {
            Issue.record("was read")
            return
        }
        #expect("\(error)".contains(field), "\(error)")
    }

    @Test func `two with one id are refused`() {
        let again =
            "\"requests\": [{\"id\": 3, \"patient\": 9, \"appointmentType\": \"t\", \"duration\": 1, \"skill\": \"GP\", \"equipment\": null, \"priority\": \"urgent\", \"movable\": false, \"earliestDay\": 0, \"dueDay\": 1, \"original\": {\"practitioner\": 7, \"day\": 1, \"start\": 1}, \"preferences\": {\"practitioners\": [], \"weekdays\": [], \"timeOfDay\": \"any\"}, \"locations\": [], \"patientBusy\": []}, "
        guard case .failure(let error) = read([("\"requests\": [", again)]) else {
            Issue.record("was read")
            return
        }
        #expect("\(error)" == "requests[1].id: 3 is not allowed; ids must differ; requests[0] has it too")
    }

    @Test func `nonsense is refused whatever its shape`() {
        let nonsense = [
            Data(), Data("null".utf8), Data("[]".utf8), Data(repeating: UInt8(ascii: "["), count: 1_000_000),
            Data("{\"schema\": 7}".utf8), Data([0xFF, 0xFE, 0x00, 0x01]), Data(repeating: 0, count: 4_096),
        ]
        for data in nonsense { #expect(throws: ProblemError.self) { try ProblemFile.read(data) } }
    }

    @Test func `a plan is read back as it was written`() throws {
        let problem = try read().get()
        let places: [PlacementProblem.Place?] = [.init(practitioner: 0, day: 0, start: 98)]
        let plan = PlacementPlan(
            places: places, objective: 5, bound: 4, termination: .feasible(stoppedBy: .time, gap: 0.2),
            statistics: PlacementStatistics()
        )
        let claim = try PlanFile.read(try PlanFile.write(plan, for: problem), for: problem)
        #expect(claim.places == [3: places[0]])
        #expect(claim.objective == 5 && claim.bound == 4)
    }
}
