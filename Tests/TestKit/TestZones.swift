public import Availability
import Foundation
import Book
import SchedulingService

/// The machine's own time zones.
public struct TestZones: ZoneSource {
    public init() {}

    public func rules(for zone: String) throws(ZoneError) -> ZoneRules {
        guard let bytes = FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(zone)") else {
            throw .unknown(zone)
        }
        return try ZoneRules(name: zone, tzif: Array(bytes))
    }
}
