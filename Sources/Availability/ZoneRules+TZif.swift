import Domain

/// Why bytes are not a usable time zone.
public enum ZoneError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No such zone is known to this machine.
    case unknown(String)
    /// The file of `zone` is not TZif version 2 or later; `reason` says where it went wrong.
    case malformed(zone: String, reason: String)

    /// The fact and the next step.
    public var description: String {
        switch self {
        case .unknown(let zone): "time zone “\(zone)” is unknown here; use an IANA name such as Europe/Paris"
        case .malformed(let zone, let reason):
            "time zone “\(zone)”: \(reason); reinstall the system's tzdata package"
        }
    }
}

extension ZoneRules {
    /// Reads a compiled time zone.
    ///
    /// Transitions after the table's end come from the footer's rule and are written out up to 2100, the end of every
    /// horizon this program plans over.
    ///
    /// Source: RFC 9636 (TZif), version 2 and later: the second, 64-bit block and the POSIX TZ footer.
    ///
    /// - Parameters:
    ///   - name: The zone's IANA name.
    ///   - bytes: The whole file.
    /// - Throws: `ZoneError.malformed` saying where the file goes wrong.
    public init(name: String, tzif bytes: [UInt8]) throws(ZoneError) {
        var reader = TZifReader(zone: name, bytes: bytes)
        let first = try reader.header()
        guard first.version >= UInt8(ascii: "2") else {
            throw .malformed(zone: name, reason: "TZif version 1 has no rule for the future")
        }
        try reader.skip(first.blockLength(timeSize: 4))
        let header = try reader.header()
        var transitions = try reader.integers(header.transitionCount, size: 8)
        let kinds = try reader.integers(header.transitionCount, size: 1)
        var kindOffsets: [Int] = []
        for _ in 0..<header.kindCount {
            kindOffsets.append(Int(try reader.integers(1, size: 4)[0]))
            try reader.skip(2)  // daylight flag and abbreviation index
        }
        try reader.skip(
            header.nameBytes + header.leapCount * 12 + header.standardCount + header.universalCount)
        guard let initial = kindOffsets.first, kinds.allSatisfy({ kindOffsets.indices.contains(Int($0)) })
        else {
            throw .malformed(zone: name, reason: "a transition names an offset that is not in the file")
        }
        var offsets = [initial] + kinds.map { kindOffsets[Int($0)] }
        if let footer = FooterRule(reader.footer()) {
            let last = transitions.last ?? Int64.min
            if transitions.isEmpty { offsets = [footer.standardOffset] }
            for (instant, offset) in footer.transitions(years: 1970...2100) where instant > last {
                transitions.append(instant)
                offsets.append(offset)
            }
        }
        self.init(name: name, transitions: transitions, offsets: offsets)
    }
}

private struct TZifReader {
    let zone: String
    let bytes: [UInt8]
    var position = 0

    struct Header {
        let version: UInt8
        let universalCount: Int
        let standardCount: Int
        let leapCount: Int
        let transitionCount: Int
        let kindCount: Int
        let nameBytes: Int

        func blockLength(timeSize: Int) -> Int {
            transitionCount * (timeSize + 1) + kindCount * 6 + nameBytes + leapCount * (timeSize + 4)
                + standardCount + universalCount
        }
    }

    init(zone: String, bytes: [UInt8]) {
        self.zone = zone
        self.bytes = bytes
    }

    mutating func header() throws(ZoneError) -> Header {
        guard position + 44 <= bytes.count, Array(bytes[position..<position + 4]) == Array("TZif".utf8) else {
            throw .malformed(zone: zone, reason: "no TZif header at byte \(position)")
        }
        let version = bytes[position + 4]
        position += 20
        let counts = try integers(6, size: 4).map { Int($0) }
        guard counts.allSatisfy({ (0...1_000_000).contains($0) }) else {
            throw .malformed(zone: zone, reason: "a count in the header is out of range")
        }
        return Header(
            version: version, universalCount: counts[0], standardCount: counts[1], leapCount: counts[2],
            transitionCount: counts[3], kindCount: counts[4], nameBytes: counts[5]
        )
    }

    mutating func skip(_ count: Int) throws(ZoneError) {
        guard position + count <= bytes.count else {
            throw .malformed(zone: zone, reason: "the file ends at byte \(bytes.count)")
        }
        position += count
    }

    /// Big-endian integers; those of four and eight bytes are signed.
    mutating func integers(_ count: Int, size: Int) throws(ZoneError) -> [Int64] {
        let start = position
        try skip(count * size)
        return (0..<count).map { index in
            let raw = bytes[start + index * size..<start + (index + 1) * size].reduce(UInt64(0)) {
                $0 << 8 | UInt64($1)
            }
            return size == 4 ? Int64(Int32(truncatingIfNeeded: raw)) : Int64(truncatingIfNeeded: raw)
        }
    }

    func footer() -> String {
        String(
            decoding: bytes[min(position, bytes.count)...].filter { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
