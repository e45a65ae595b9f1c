import Domain
import Foundation
import Platform
import ServiceContracts

/// What a server needs of its machine, and what goes wrong when nobody looks.
///
/// Room on the disk, a backup that is not old, a certificate that is valid.
struct Machine: Sendable {
    /// Where the clinic's files are.
    let directory: String
    /// Whether the clinic is there, and not in a database that has backups of its own.
    let keepsClinic: Bool
    /// When the certificate ends that the server has read; `nil` without one.
    let certificateEnds: Instant?

    /// Less than that is in the way of a backup, and soon of bookings.
    private static let leastBytes = 2_000_000_000.0
    private static let oldestBackup = Minutes(2 * 1_440)
    /// So long before its end a certificate is spoken of.
    private static let notice = Minutes(14 * 1_440)

    /// What its owner should do something about, with the cause; `nil` for nothing.
    func concern(at now: Instant) -> String? {
        let causes = [disk, backup(at: now), certificate(at: now)].compactMap(\.self)
        return causes.isEmpty ? nil : causes.joined(separator: "; ")
    }

    private var disk: String? {
        guard let free = freeBytes, free < Self.leastBytes else { return nil }
        return "\(Int(free / 1_000_000)) MB are left on the disk of the clinic"
    }

    private func backup(at now: Instant) -> String? {
        guard keepsClinic else { return nil }
        guard let last = LastBackup(of: directory).instant else { return "there was no backup yet" }
        return last + Self.oldestBackup < now ? "the last backup is of \(last.rfc3339.prefix(10))" : nil
    }

    private func certificate(at now: Instant) -> String? {
        guard let end = certificateEnds, end - Self.notice < now else { return nil }
        return end < now
            ? "the certificate ended on \(end.rfc3339.prefix(10))"
            : "the certificate ends on \(end.rfc3339.prefix(10))"
    }

    private var freeBytes: Double? {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: directory)
        return (attributes?[.systemFreeSize] as? NSNumber)?.doubleValue
    }

    /// The same as numbers; a backup that never was is infinitely old.
    var figures: [ServiceFigure] {
        var figures: [ServiceFigure] = []
        if freeBytes != nil {
            figures.append(
                ServiceFigure("slotwise_disk_free_bytes", "Bytes that are left on the disk of the clinic.") {
                    freeBytes ?? .nan
                })
        }
        if keepsClinic {
            figures.append(
                ServiceFigure("slotwise_backup_age_seconds", "How old the last backup is.") {
                    LastBackup(of: directory).instant.map {
                        Double(SystemTime().now.seconds(since: $0))
                    } ?? .infinity
                })
        }
        if let certificateEnds {
            figures.append(
                ServiceFigure("slotwise_certificate_seconds_left", "How long the certificate is valid.") {
                    Double(certificateEnds.seconds(since: SystemTime().now))
                })
        }
        return figures
    }
}

extension Machine: Maintenance {
    /// See ``ServiceContracts/Maintenance``.
    var service: String { "machine" }

    /// See ``ServiceContracts/Maintenance``.
    func condition() async throws -> ServiceCondition {
        ServiceCondition(trouble: concern(at: SystemTime().now))
    }

    /// It keeps none.
    func trail(before id: Int?, about subject: String?, limit: Int) async throws -> [AuditEntryBody] { [] }
}
