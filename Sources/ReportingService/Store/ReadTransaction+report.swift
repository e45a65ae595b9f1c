import Domain
import Reports
import Storage

/// A group of a report with its sums, in the order of the definition's columns.
struct ReportGroup: Sendable, Hashable {
    let keys: [String]
    let sums: [Int]
}

extension ReadTransaction {
    /// The groups of a report, at most `limit`, in no order.
    func groups(_ definition: ReportDefinition, limit: Int) throws -> [ReportGroup] {
        let keys: SQL = definition.dimensions.map(\.column).joined()
        let sums: SQL = definition.columns.map(\.sum).joined()
        let which = definition.condition
        let isGrouped = !definition.dimensions.isEmpty
        let query: SQL =
            isGrouped
            ? "SELECT \(keys), \(sums) FROM visit WHERE \(which) GROUP BY \(keys) LIMIT \(limit)"
            : "SELECT \(sums) FROM visit WHERE \(which)"
        let count = definition.dimensions.count
        return try rows(query).map { row in
            ReportGroup(
                keys: try (0..<count).map { try row.text($0) },
                sums: try definition.columns.indices.map { try row.optionalInt(count + $0) ?? 0 })
        }
    }
}

extension ReadTransaction {
    /// How many patients a report is of.
    func patients(_ definition: ReportDefinition) throws -> Int {
        try first("SELECT count(DISTINCT patient_id) FROM visit WHERE \(definition.condition)")?.int(0) ?? 0
    }
}

extension ReportDefinition {
    /// Which appointments it is of.
    var condition: SQL {
        filters.reduce("day >= \(days.lowerBound) AND day <= \(days.upperBound)") { which, filter in
            "\(which) AND \(filter.dimension.column) IN \(in: filter.values)"
        }
    }
}

extension ReportDimension {
    fileprivate var column: SQL {
        switch self {
        case .day: "day"
        case .week: "week"
        case .month: "month"
        case .weekday: "weekday"
        case .hour: "hour"
        case .practitioner: "practitioner"
        case .location: "location"
        case .appointmentType: "appointment_type"
        case .priority: "priority"
        case .status: "status"
        case .lead: "lead"
        case .bookedBy: "booked_by"
        case .cancelledBy: "cancelled_by"
        case .cancelReason: "cancel_reason"
        case .age: "age"
        case .reminded: "reminded"
        }
    }
}

extension ReportMeasure.Column {
    fileprivate var sum: SQL {
        switch self {
        case .one: "count(*)"
        case .patients: "count(DISTINCT patient_id)"
        case .fulfilled: "CAST(sum(fulfilled) AS BIGINT)"
        case .missed: "CAST(sum(missed) AS BIGINT)"
        case .due: "CAST(sum(fulfilled + missed) AS BIGINT)"
        case .cancelled: "CAST(sum(cancelled) AS BIGINT)"
        case .own: "CAST(sum(own) AS BIGINT)"
        case .movedByPlan: "CAST(sum(moved_by_plan) AS BIGINT)"
        case .minutesKept: "CAST(sum(minutes * (1 - cancelled)) AS BIGINT)"
        // Of what has a time of day: nobody knows when visits of before were.
        case .minutesOnClock:
            "CAST(sum(CASE hour WHEN '' THEN 0 ELSE minutes * (1 - cancelled) END) AS BIGINT)"
        case .leadDays: "CAST(sum(lead_days) AS BIGINT)"
        // Added by whoever knows when practitioners see people.
        case .open: "CAST(sum(0) AS BIGINT)"
        case .centsFulfilled: "CAST(sum(cents * fulfilled) AS BIGINT)"
        case .centsKept: "CAST(sum(cents * (1 - cancelled)) AS BIGINT)"
        case .centsMissed: "CAST(sum(cents * missed) AS BIGINT)"
        }
    }
}
