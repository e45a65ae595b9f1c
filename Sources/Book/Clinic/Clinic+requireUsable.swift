import Domain

extension Clinic {
    /// Throws for a type that could never be booked or a reference to nothing.
    func requireUsable() throws(BookingError) {
        if let type = types.values.first(where: { $0.grid.count < 1 || $0.length.duration.count < 1 }) {
            throw .ruleBroken(.grid, explanation: "\(type.id) needs a positive grid and duration")
        }
        for practitioner in practitioners.values where locations[practitioner.location] == nil {
            throw .unknown(kind: "location", id: practitioner.location.rawValue)
        }
        for pool in pools.values where locations[pool.location] == nil {
            throw .unknown(kind: "location", id: pool.location.rawValue)
        }
        let mentioned =
            templates.map(\.practitioner) + exceptions.map(\.practitioner) + absences.map(\.practitioner)
            + busyTimes.map(\.practitioner)
            + carveOuts.map(\.practitioner)
        if let nobody = mentioned.first(where: { practitioners[$0] == nil }) {
            throw .unknown(kind: "practitioner", id: nobody.rawValue)
        }
    }
}
