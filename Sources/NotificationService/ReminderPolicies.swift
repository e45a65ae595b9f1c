import Domain
import Reminders

/// How long before a visit the clinic reminds, by what the visit is, and since when.
///
/// *Rule.* A reminder that a clinic adds goes out for visits to come whose time for it is still ahead, and one that it takes away is not
/// sent any more. *If broken.* Whoever changes a setting sends a thousand reminders at once.
struct ReminderPolicies: Sendable, Hashable {
    /// When each time before a visit was wished for.
    typealias Offsets = [Minutes: Instant]

    /// Until a clinic says otherwise, and always so.
    static let usual: Offsets = Dictionary(
        uniqueKeysWithValues: ReminderPolicy.usual.offsets.map { ($0, Instant(secondsSince1970: 0)) })

    /// For types without their own.
    var usual = Self.usual
    /// Of types that have their own; empty for none.
    var own: [AppointmentType.ID: Offsets] = [:]

    /// What holds for a type.
    subscript(type: AppointmentType.ID) -> Offsets { own[type] ?? usual }

    /// The same with others, which keep since when they were wished for.
    func replaced(
        usual: [Minutes], own: [AppointmentType.ID: [Minutes]], at now: Instant
    ) -> ReminderPolicies {
        func since(_ offsets: [Minutes], _ before: Offsets) -> Offsets {
            Dictionary(offsets.map { ($0, before[$0] ?? now) }) { first, _ in first }
        }
        var next = ReminderPolicies(usual: since(usual, self.usual))
        for (type, offsets) in own { next.own[type] = since(offsets, self[type]) }
        return next
    }
}
