public import Book
public import Domain
import Storage

/// Learns how long consultations really take from imported history, and sets it as a type's length when asked.
public struct LearnLengths: Sendable {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Service time of some consultations.
    public struct Figures: Sendable, Hashable, Codable {
        /// How many.
        public let visits: Int
        /// Mean seconds with the patient.
        public let meanSeconds: Double
        /// Standard deviation in seconds, of the whole population.
        public let deviationSeconds: Double
        /// Half take at most so many seconds.
        public let medianSeconds: Int
        /// Nine of ten take at most so many seconds.
        public let ninthDecileSeconds: Int

        init(_ seconds: [Int]) {
            let sorted = seconds.sorted()
            visits = sorted.count
            let count = Double(max(1, sorted.count))
            let mean = Double(sorted.reduce(0, +)) / count
            meanSeconds = mean
            let squares = sorted.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
            deviationSeconds = (squares / count).squareRoot()
            medianSeconds = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
            ninthDecileSeconds = sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * 9 / 10)]
        }

        /// The mean in whole minutes, rounded up to a multiple of five: what a schedule can use.
        public var plannedMinutes: Minutes {
            Minutes(max(5, Int((meanSeconds / 300).rounded(.up)) * 5))
        }
    }

    /// History by first and later visits.
    public struct History: Sendable, Hashable, Codable {
        /// Sessions with a consultation.
        public let sessions: Int
        /// All.
        public let all: Figures
        /// First visits.
        public let first: Figures
        /// Visits after the first.
        public let later: Figures
    }

    /// What the imported consultations say.
    ///
    /// - Throws: `StorageError`.
    public func history() async throws -> History {
        try await scheduling.read { transaction, _ in
            let rows = try transaction.consultations()
            return History(
                sessions: Set(rows.map(\.session)).count, all: Figures(rows.map(\.seconds)),
                first: Figures(rows.filter { $0.visit == 1 }.map(\.seconds)),
                later: Figures(rows.filter { $0.visit > 1 }.map(\.seconds))
            )
        }
    }

    /// Sets a type's duration; its buffers and the appointments booked so far stay as they are.
    ///
    /// - Throws: `BookingError.unknown`; nothing was written then.
    public func set(_ type: AppointmentType.ID, to duration: Minutes, by caller: Caller) async throws {
        try await scheduling.write { transaction, context in
            let old = try context.type(type)
            var clinic = context.clinic
            clinic.types[type] = old.lasting(
                AppointmentLength(
                    duration: duration, bufferBefore: old.length.bufferBefore,
                    bufferAfter: old.length.bufferAfter
                )
            )
            try transaction.store(clinic, over: context.clinic)
            try transaction.record(
                .clinicChanged, type.rawValue, by: caller, detail: "\(old.length.duration) to \(duration)")
        }
    }
}
