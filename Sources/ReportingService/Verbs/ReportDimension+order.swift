import Domain
import Reports

extension ReportDimension {
    /// Where a group stands among others: bands by their days, everything else by its name.
    func rank(of key: String) -> (Int, String) {
        guard self == .lead, let band = LeadBand(rawValue: key) else { return (0, key) }
        return (LeadBand.allCases.firstIndex(of: band) ?? 0, key)
    }
}
