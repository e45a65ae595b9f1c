import Domain
import HTTPTypes
import Platform
import Reports
import ServiceContracts

/// What happened, in figures.
struct ReportRoutes {
    let reporting: Reporting

    /// Characters of a group's name.
    private static let longestName = 200
    private static let csv = "text/csv; charset=utf-8"

    var operations: [APIOperation] {
        [
            APIOperation(
                "readReport", .get, "/v1/reports/{name}",
                "A report that every clinic has: appointments, practitioners, utilisation, engagement, reminders or revenue",
                .permission(.readReports),
                query: [
                    .init("from", LocalDate.self, "First local day.", isRequired: true),
                    .init(
                        "to", LocalDate.self,
                        "Last local day, at most ten years later; 399 days for utilisation.",
                        isRequired: true),
                    .init(
                        "groupBy", ReportDimension.self,
                        "By what first; the report's own if absent. Open hours are told apart by time, practitioner and location alone."
                    ),
                    .init("format", ReportFormat.self, "`csv` for a table; JSON if absent."),
                ], gives: .ok(ReportBody.self), refuses: [.notFound, .ruleBroken], read),
            APIOperation(
                "makeReport", .post, "/v1/reports/custom", "A report that somebody puts together",
                .permission(.readReports), takes: ReportWish.self,
                gives: .ok(ReportBody.self), refuses: [.ruleBroken], custom),
            APIOperation(
                "listCounted", .post, "/v1/reports/custom/appointments",
                "What a figure counts, one by one, by day; with patients for whoever may see them",
                .permission(.readReports), takes: CountedWish.self, gives: .ok(Page<CountedBody>.self),
                counted),
        ]
    }

    private func read(_ call: Call) async throws -> Reply {
        guard let report = StandardReport(rawValue: try call.path("name", Text<Bounds.Word>.self).value)
        else { throw Problem(.notFound, "there is no such report") }
        let dimensions = report.dimensions(by: try call.query("groupBy", ReportDimension.self))
        let definition = try definition {
            try ReportDefinition(
                report.measures, by: dimensions, from: call.required("from"), to: call.required("to"))
        }
        let body = try await make(definition, call)
        guard try call.query("format", ReportFormat.self) == .csv else { return try .ok(body) }
        return Reply(status: .ok, content: .bytes(body.csv, Self.csv))
            .with(.contentDisposition, "attachment; filename=\"\(report.rawValue).csv\"")
    }

    private func custom(_ call: Call) async throws -> Reply {
        let wish: ReportWish = try call.read()
        let filters = try filters(wish.filters)
        let definition = try definition {
            try ReportDefinition(
                wish.measures, by: wish.dimensions, from: wish.from, to: wish.to, only: filters)
        }
        return try await .ok(make(definition, call))
    }

    private func counted(_ call: Call) async throws -> Reply {
        let wish: CountedWish = try call.read()
        let filters = try filters(wish.filters)
        let definition = try definition {
            try ReportDefinition([wish.measure], by: [], from: wish.from, to: wish.to, only: filters)
        }
        let cursor = try wish.cursor.map { text in
            guard let cursor = CountedCursor(text.value) else {
                throw Problem.invalid("cursor", "must be `next` of the page before")
            }
            return cursor
        }
        return try await .ok(
            ListCounted(reporting)(
                wish.measure, in: definition, of: own(call), after: cursor, limit: wish.limit?.value ?? 50,
                by: call.caller))
    }

    private func filters(_ filters: [ReportWish.Filter]?) throws -> [ReportDefinition.Filter] {
        let isName = { (value: String) in
            value.count <= Self.longestName && !value.unicodeScalars.contains { $0.value < 32 }
        }
        guard (filters ?? []).flatMap(\.values).allSatisfy(isName) else {
            throw Problem.invalid("filters", "must have values as answers name groups")
        }
        return (filters ?? []).map { .init($0.dimension, in: $0.values) }
    }

    /// Whose appointments alone the caller reads of; `nil` for whoever reads of all.
    private func own(_ call: Call) throws -> Practitioner.ID? {
        let caller = try call.caller
        return Permission.readReports.reach(of: caller.role) == .own ? caller.practitioner ?? "" : nil
    }

    private func make(_ definition: ReportDefinition, _ call: Call) async throws -> ReportBody {
        do {
            return try await MakeReport(reporting)(definition, of: own(call))
        } catch is MakeReport.Fault {
            throw Problem(
                .ruleBroken,
                "there are more than \(MakeReport.mostRows) groups; take fewer days or dimensions")
        }
    }

    private func definition(_ make: () throws -> ReportDefinition) throws -> ReportDefinition {
        do {
            return try make()
        } catch let fault as ReportDefinition.Fault {
            throw Problem(fault)
        }
    }
}

extension Problem {
    fileprivate init(_ fault: ReportDefinition.Fault) {
        self =
            switch fault {
            case .days(let most): .invalid("to", "must be from `from` to \(most - 1) days after it")
            case .measures(let most): .invalid("measures", "must be 1 to \(most), each once")
            case .dimensions(let most): .invalid("dimensions", "must be at most \(most), each once")
            case .filter(let dimension, let most):
                .invalid("filters", "must have 1 to \(most) values, once for \(dimension.rawValue)")
            case .openTime(by: let dimension):
                .invalid("dimensions", "cannot tell open hours apart by \(dimension.rawValue)")
            case .openTimeFilter(let dimension):
                .invalid("filters", "cannot tell open hours apart by \(dimension.rawValue)")
            case .openDays(let most):
                .invalid("to", "must be at most \(most - 1) days after `from` where open hours are asked for")
            }
    }
}
