import ServiceContracts

/// How a report is answered.
enum ReportFormat: String, CaseIterable, Described {
    case json, csv
}
