/// What values may be, each stated once: the contract, imported sheets, verbs, commands and screens read it here.
///
/// *Rule.* Whatever the book holds is within these. *Why.* What one way in allows and another refuses is shown and cannot be
/// saved, or is saved as something else. *If broken.* An administrator who opens a type and saves it changes it.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
public enum Bounds {
    // A type of appointment.
    /// Minutes with the patient.
    public enum DurationMinutes: Bound { public static let range = 1...720 }
    /// Minutes before or after, for preparation or notes.
    public enum BufferMinutes: Bound { public static let range = 0...240 }
    /// Minutes between starts that are offered: a multiple of five that divides a day.
    public enum GridMinutes: Bound {
        public static let range = 5...720
        /// The same starts every day, on the ticks of plans.
        public static let choices: [Int]? = range.filter {
            $0.isMultiple(of: 5) && 1_440.isMultiple(of: $0)
        }
    }
    /// Cents.
    public enum PriceCents: Bound { public static let range = 0...100_000_000 }
    /// Minutes from booking to start, at least.
    public enum NoticeMinutes: Bound { public static let range = 0...525_600 }
    /// Days ahead that may be booked.
    public enum HorizonDays: Bound { public static let range = 0...730 }
    /// Appointments of one type that a practitioner takes in a day.
    public enum PerPractitionerDay: Bound { public static let range = 1...1_000 }
    /// Appointments of one type that a patient has to come.
    public enum PerPatient: Bound { public static let range = 1...1_000 }

    // The clinic's choices.
    /// Minutes before its start at which kept time opens to all; 0 for never.
    public enum ReleaseMinutes: Bound { public static let range = 0...100_000 }
    /// Minutes before an appointment until which patients may change it.
    public enum ChangeCutoffMinutes: Bound { public static let range = 0...43_200 }
    /// Days that a link lasts.
    public enum LinkDays: Bound { public static let range = 1...366 }
    /// Appointments to come that patients book themselves.
    public enum AppointmentsPerPatient: Bound { public static let range = 1...200 }
    /// Waitlist entries of one patient.
    public enum WaitlistPerPatient: Bound { public static let range = 1...200 }

    // What is asked for.
    /// Suggestions.
    public enum SuggestionCount: Bound { public static let range = 1...20 }
    /// Steps of a bundle.
    public enum BundleSteps: Bound { public static let range = 2...8 }
    /// Visits of a series that is looked for.
    public enum SeriesVisits: Bound { public static let range = 2...26 }
    /// Visits of a series that are booked at once; more than a year of weekly ones is a typing error.
    public enum SeriesLength: Bound { public static let range = 2...60 }
    /// Days from one visit of a series to the next.
    public enum SeriesIntervalDays: Bound { public static let range = 1...84 }
    /// Minutes between two steps of a bundle.
    public enum GapMinutes: Bound { public static let range = 0...80_640 }
    /// Minutes that an offered place is held.
    public enum OfferMinutes: Bound { public static let range = 1...1_440 }
    /// Items of a page.
    public enum PageSize: Bound { public static let range = 1...200 }
    /// Slots of an answer.
    public enum SlotPage: Bound { public static let range = 1...500 }
    /// A place in the audit trail.
    public enum AuditPosition: Bound { public static let range = 1...2_000_000_000 }

    // How a plan is made.
    /// Hours from now within which only the displaced move.
    public enum FreezeHours: Bound { public static let range = 0...8_760 }
    /// Minutes that everybody may work longer.
    public enum OvertimeMinutes: Bound { public static let range = 0...240 }
    /// Seconds until the best plan so far is taken.
    public enum PlanSeconds: Bound { public static let range = 1...600 }
    /// Points of a weight.
    public enum WeightPoints: Bound { public static let range = 0...100_000 }

    // What is supposed.
    /// Days that are replayed.
    public enum ScenarioDays: Bound { public static let range = 1...60 }
    /// A seed of chance.
    public enum Seed: Bound { public static let range = 0...1_000_000 }
    /// Days within which a template should offer a place.
    public enum TargetDays: Bound { public static let range = 1...90 }
    /// Demand, per cent of the usual.
    public enum DemandPercent: Bound { public static let range = 0...1_000 }
    /// Minutes by which hours are longer.
    public enum SessionMinutes: Bound { public static let range = 1...240 }
    /// Hours before its start at which kept time opens to all.
    public enum ReleaseHours: Bound { public static let range = 0...1_666 }
    /// Bookings over others in one session.
    public enum OverbooksPerSession: Bound { public static let range = 0...10 }
    /// Minutes that somebody may be left waiting.
    public enum WaitMinutes: Bound { public static let range = 0...240 }

    // What was recorded elsewhere.
    /// Number of a visit within its session.
    public enum VisitNumber: Bound { public static let range = 1...10_000 }
    /// Minutes before a visit at which somebody is reminded.
    public enum ReminderMinutes: Bound { public static let range = 30...43_200 }
    /// The place of a message in its conversation.
    public enum MessageNumber: Bound { public static let range = 1...1_000_000 }
    /// Bytes of a file that is sent with a message.
    public enum AttachmentBytes: Bound { public static let range = 1...10_485_760 }
    /// A part of such a file.
    public enum AttachmentPart: Bound { public static let range = 1...40 }
    /// Years of somebody's life.
    public enum Age: Bound { public static let range = 0...130 }
    /// Seconds that a consultation took.
    public enum ServiceSeconds: Bound { public static let range = 1...86_400 }

    // Characters (Unicode scalars) of a text.
    /// A name or a reason.
    public enum Line: Bound { public static let range = 1...200 }
    /// A skill, a purpose, a zone.
    public enum Label: Bound { public static let range = 1...64 }
    /// The name of a weight or of an action.
    public enum Word: Bound { public static let range = 1...40 }
    /// What is looked for.
    public enum Search: Bound { public static let range = 1...100 }
    /// An address of electronic mail (RFC 5321).
    public enum Address: Bound { public static let range = 1...254 }
    /// A language tag (RFC 5646).
    public enum LanguageTag: Bound { public static let range = 2...35 }
    /// A code of an authenticator or to recover by.
    public enum OneTimeCode: Bound { public static let range = 6...16 }
    /// What a signed link carries.
    public enum Token: Bound { public static let range = 1...512 }
    /// Where a push service takes messages for a browser.
    public enum Endpoint: Bound { public static let range = 1...2_000 }
    /// Ids, separated by commas.
    public enum IDList: Bound { public static let range = 1...500 }
    /// What somebody writes to somebody.
    public enum Message: Bound { public static let range = 1...4_000 }
    /// What a scenario is about.
    public enum About: Bound { public static let range = 0...2_000 }
}
