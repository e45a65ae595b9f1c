import LinearModel
import Testing

@Suite struct LinearModelTests {
    /// max 5a + 4b with 6a + 4b ≤ 24, a + 2b ≤ 6: the optimum is (3, 1.5).
    private var example: LinearModel {
        var model = LinearModel()
        let a = model.variable("a", .continuous(lower: 0, upper: .infinity))
        let b = model.variable("b", .integer(lower: 0, upper: 10))
        model.require("wood", 6 * a + 4 * b, atMost: 24)
        model.require("work", 1 * a + 2 * b + LinearExpression(1), atMost: 7)
        model.require("some", 1 * a + 1 * b, between: 1...9)
        model.minimise(-5 * a + -4 * b)
        return model
    }

    @Test func `the constant of an expression moves to the other side`() {
        #expect(example.rows[1].upper == 6)
        #expect(example.rows[1].lower == -.infinity)
    }

    @Test func `a variable that occurs twice is collected once`() {
        var model = LinearModel()
        let x = model.variable("x", .binary)
        let y = model.variable("y", .binary)
        let expression = 2 * x + 3 * y + 1 * x - 3 * y
        #expect(expression.collected == (3 * x).terms)
    }

    @Test func `breaches name what is broken and by how much`() {
        #expect(example.breaches(of: [3, 1]).isEmpty)
        #expect(example.breaches(of: [4, 2]).map(\.name) == ["wood", "work"])
        #expect(example.breaches(of: [4, 2]).map(\.amount) == [8, 2])
        #expect(example.breaches(of: [1, 0.5]).map(\.name) == ["b"])
        #expect(example.breaches(of: [-1, 0]).map(\.name) == ["a", "some"])
    }

    @Test func `names are built only when somebody asks`() {
        var model = LinearModel()
        let x = model.variable(
            {
                Issue.record("the name was built"); return "x"
            }(), .binary)
        model.require(
            {
                Issue.record("the name was built"); return "row"
            }(), 1 * x, atMost: 1)
        #expect(model.rows.count == 1)
    }

    @Test func `the LP text reads like the model`() {
        let expected = """
            \\ minimise; names in comments
            Minimize
             cost: - 5.0 x1 - 4.0 x2
            Subject To
            \\ wood
             r1: + 6.0 x1 + 4.0 x2 <= 24.0
            \\ work
             r2: + 1.0 x1 + 2.0 x2 <= 6.0
            \\ some
             r3: + 1.0 x1 + 1.0 x2 <= 9.0
             r3b: + 1.0 x1 + 1.0 x2 >= 1.0
            Bounds
             0.0 <= x1 <= +inf  \\ a
             0.0 <= x2 <= 10.0  \\ b
            General
             x2
            End

            """
        #expect(example.lpText == expected)
    }

    @Test func `what would abort a solver is found before`() {
        func defect(_ change: (inout LinearModel, Variable) -> Void) -> ModelDefect? {
            var model = LinearModel()
            let x = model.variable("x", .binary)
            change(&model, x)
            do throws(ModelDefect) {
                try model.validate()
                return nil
            } catch {
                return error
            }
        }
        var other = LinearModel()
        _ = other.variable("a", .binary)
        let stranger = other.variable("b", .binary)
        #expect(defect { $0.require("r", Double.nan * $1, atMost: 1) } == .notANumber(where: "row 0"))
        #expect(defect { $0.require("r", 1 * $1, atMost: .nan) } == .notANumber(where: "row 0"))
        #expect(defect { $0.minimise(.infinity * $1) } == .notANumber(where: "objective"))
        #expect(
            defect { model, _ in model.require("r", 1 * stranger, atMost: 1) }
                == .unknownIndex(where: "row 0", index: 1, count: 1))
        #expect(
            defect { model, _ in _ = model.variable("z", .continuous(lower: 2, upper: 1)) }
                == .emptyRange(where: "variable 1", lower: 2, upper: 1))
        #expect(defect { $0.require("r", 1 * $1, atMost: 1) } == nil)
    }
}
