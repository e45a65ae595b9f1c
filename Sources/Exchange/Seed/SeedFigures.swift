import Book
import Domain

/// The published figures a seeded clinic is calibrated to; `docs/domain.md` names them.
enum SeedFigures {
    /// How long before the visit people book: share of bookings, days (inclusive), and share that do not come.
    ///
    /// 34.9 % book for the same day, the median is 4 days and the ninth decile 30; of all, 20.2 % do not come.
    static let leads: [(share: Double, days: ClosedRange<Int>, noShow: Double)] = [
        (0.349, 0...0, 0.046),
        (0.086, 1...2, 0.20),
        (0.040, 3...3, 0.25),
        (0.045, 4...4, 0.25),
        (0.100, 5...7, 0.25),
        (0.130, 8...14, 0.30),
        (0.152, 15...30, 0.33),
        (0.098, 31...60, 0.35),
    ]

    /// Appointment types of one skill: suffix, name, duration, buffers, weight.
    ///
    /// The mean is 13.4 minutes.
    static let types: [(suffix: String, name: String, length: AppointmentLength, weight: Double)] = [
        ("return", "return visit", AppointmentLength(duration: 10), 0.58),
        ("review", "review", AppointmentLength(duration: 15), 0.23),
        ("first", "first visit", AppointmentLength(duration: 20, bufferAfter: 5), 0.16),
        ("procedure", "procedure", AppointmentLength(duration: 30, bufferBefore: 5, bufferAfter: 10), 0.03),
    ]

    static let skills: [(id: String, name: String)] = [
        ("gp", "General practice"), ("derm", "Dermatology"), ("card", "Cardiology"), ("ped", "Paediatrics"),
    ]

    /// Share of appointments that were called off.
    static let cancelled = 0.06
    /// Share of patients without e-mail and telephone.
    static let unreachable = 0.04

    static let firstNames = [
        "Amara", "Ben", "Chiara", "Dalia", "Emil", "Farah", "Goran", "Hana", "Ines", "Jonas", "Keiko", "Lena",
        "Milan",
        "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Samir", "Tilda", "Umut", "Vera", "Wanda", "Xenia",
        "Yusuf", "Zoe",
    ]
    static let lastNames = [
        "Adler", "Bakker", "Castro", "Dahl", "Eze", "Fischer", "Gruber", "Hoang", "Ivanova", "Jansen",
        "Kowalski",
        "Lindqvist", "Moreau", "Nakamura", "Okafor", "Petrov", "Quist", "Rossi", "Silva", "Tanaka", "Urban",
        "Virtanen",
        "Weber", "Yilmaz", "Zeman",
    ]
    static let locationNames = ["North Gate", "Riverside", "Old Town", "Harbour"]
}
