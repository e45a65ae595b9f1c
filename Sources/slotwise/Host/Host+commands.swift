import Book
import Storage

extension Host {
    /// What commands on a book open.
    private static let ofCommands: [ServiceStore] = [.scheduling, .users]
    /// What commands on accounts open.
    static let withAccounts = ofCommands + [.auth]

    /// Runs `body` on the book of `place` and closes it whatever happens.
    ///
    /// Only commands that begin a book make one; everywhere else a missing book is a mistyped directory. What only reads goes
    /// on beside a server that has the book open.
    static func open<Value>(
        _ place: StorePlace, opening: [ServiceStore] = ofCommands, makesBook: Bool = false,
        onlyReads: Bool = false, _ body: (Host) async throws -> Value
    ) async throws -> Value {
        if let clinic = OpenClinic.current { return try await body(clinic) }
        if !makesBook { try place.requireBook() }
        if onlyReads, let beside = try? Host(place, opening: opening, isBeside: true) {
            defer { beside.close() }
            try await ClinicMark.requireFinished(beside.store(.scheduling), in: place)
            return try await body(beside)
        }
        let host = try Host(place, opening: opening, address: ServerSettings.usualAddress)
        defer {
            for failure in host.close() { Terminal().note("slotwise: \(failure)") }
        }
        try await ClinicMark.requireFinished(host.store(.scheduling), in: place)
        try await host.scheduling.prepare()
        try await host.follow()
        let value = try await body(host)
        await host.seal()
        return value
    }
}
