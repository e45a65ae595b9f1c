import Availability
import Foundation
import Book
import SchedulingService
import Synchronization

/// Time zones as the system's tzdata package has them.
final class SystemZones: ZoneSource {
    private static let directory = "/usr/share/zoneinfo/"
    /// Files of tzdata that are no zones of people: leap seconds, this machine's own, and none.
    private static let others = ["right/", "posix/", "localtime", "posixrules", "Factory"]
    private let known = Mutex<[String: ZoneRules]>([:])

    func rules(for zone: String) throws(ZoneError) -> ZoneRules {
        if let rules = known.withLock({ $0[zone] }) { return rules }
        let isPlain = zone.utf8.allSatisfy { $0 != 0x2E && $0 > 0x20 && $0 < 0x7F }  // no dots: no way up
        guard isPlain, !zone.isEmpty, !zone.hasPrefix("/"), !Self.others.contains(where: zone.hasPrefix),
            let bytes = FileManager.default.contents(atPath: Self.directory + zone)
        else { throw .unknown(zone) }
        let rules = try ZoneRules(name: zone, tzif: Array(bytes))
        known.withLock { $0[zone] = rules }
        return rules
    }
}
