import Domain
import Foundation
import Book
import Exchange
import SchedulingService
import SwiftCSV

/// CSV files of a directory as sheets, their columns renamed by a mapping.
struct SheetFiles {
    /// With these a spreadsheet begins a formula.
    static let formulaSigns: Set<Character> = ["=", "+", "-", "@", "\t", "\r"]

    private let directory: String
    private let mappings: [String: Mapping]

    /// How one sheet is found in other people's files.
    struct Mapping: Decodable {
        /// File name; the sheet's own name with `.csv` if missing.
        let file: String?
        /// Our column → theirs.
        let columns: [String: String]?
        /// Our column → a value for every row.
        let values: [String: String]?
        /// Our column → what stands in theirs → what that is in ours.
        let words: [String: [String: String]]?
    }

    init(directory: String, mapping path: String?) throws {
        self.directory = directory
        guard let path else {
            mappings = [:]
            return
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw UsageError("--mapping: \(path) cannot be read")
        }
        do {
            mappings = try JSONDecoder().decode([String: Mapping].self, from: data)
        } catch {
            throw UsageError("--mapping: \(path) is not a mapping file; docs/file-formats.md shows one")
        }
        if let unknown = mappings.keys.sorted().first(where: { ImportKind(rawValue: $0) == nil }) {
            let known = ImportKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError("--mapping: “\(unknown)” is no sheet; there are \(known)")
        }
    }

    /// With a mapping, the sheets it names; without, every sheet that has a file.
    func read() throws -> [ImportSheet] {
        let kinds = ImportKind.allCases.filter { mappings.isEmpty || mappings[$0.rawValue] != nil }
        return try kinds.compactMap { kind in
            let mapping = mappings[kind.rawValue]
            let file = mapping?.file ?? "\(kind.rawValue).csv"
            let path = "\(directory)/\(file)"
            guard FileManager.default.fileExists(atPath: path) else {
                guard mapping == nil else { throw UsageError("\(path): there is no such file") }
                return nil
            }
            return try sheet(kind, file, path, mapping)
        }
    }

    private func sheet(_ kind: ImportKind, _ file: String, _ path: String, _ mapping: Mapping?) throws
        -> ImportSheet
    {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(data: data, encoding: .utf8)
        else {
            throw UsageError("\(path): cannot be read as UTF-8")
        }
        if let (line, rule) = Self.quotationFault(text) {
            throw ImportRefused(faults: [ImportFault(file: file, line: line, field: "row", rule: rule)])
        }
        let csv: EnumeratedCSV
        do {
            csv = try EnumeratedCSV(string: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
        } catch {
            throw UsageError("\(path): is not CSV: \(error)")
        }
        let positions = try positions(kind, file, csv.header, mapping)
        var rows: [ImportSheet.Row] = []
        var faults: [ImportFault] = []
        for (index, cells) in csv.rows.enumerated() where cells.contains(where: { !$0.isEmpty }) {
            guard cells.count == csv.header.count else {
                let rule = "has \(cells.count) fields, the header \(csv.header.count)"
                faults.append(ImportFault(file: file, line: index + 2, field: "row", rule: rule))
                continue
            }
            var fields = mapping?.values ?? [:]
            for (column, position) in positions {
                let field = Self.armed(cells[position])
                fields[column] = mapping?.words?[column]?[field] ?? field
            }
            rows.append((line: index + 2, fields: fields))
        }
        return ImportSheet(file: file, kind: kind, rows: rows, faults: faults)
    }

    /// A field as it was before export disarmed it.
    private static func armed(_ field: String) -> String {
        let rest = field.dropFirst()
        return field.first == "'" && rest.first.map(formulaSigns.contains) == true ? String(rest) : field
    }

    /// The first line whose quotation marks do not fit RFC 4180, and what is wrong with it.
    private static func quotationFault(_ text: String) -> (line: Int, rule: String)? {
        var (line, opened, isQuoted, isFieldStart, wasQuote) = (1, 1, false, true, false)
        for character in text {
            if isQuoted {
                if character == "\"" { (isQuoted, wasQuote) = (false, true) }
            } else if character == "\"" {
                guard isFieldStart || wasQuote else {
                    return (
                        line,
                        "a quotation mark inside a field needs quotation marks around the field, and stands doubled"
                    )
                }
                (isQuoted, wasQuote) = (true, false)
                if isFieldStart { opened = line }
            } else {
                let ends = character == "," || character.isNewline
                guard ends || !wasQuote else {
                    return (
                        line,
                        "after the quotation mark that closes a field comes a comma or the end of the line"
                    )
                }
                wasQuote = false
            }
            isFieldStart = !isQuoted && !wasQuote && (character == "," || character.isNewline)
            if character.isNewline { line += 1 }
        }
        return isQuoted ? (opened, "a quotation mark is not closed") : nil
    }

    /// Where each of our columns is in the file.
    private func positions(
        _ kind: ImportKind, _ file: String, _ header: [String], _ mapping: Mapping?
    ) throws -> [String: Int] {
        try requireKnown(kind, file, header, mapping)
        var positions: [String: Int] = [:]
        for column in kind.columns {
            let name = column.hasSuffix("?") ? String(column.dropLast()) : column
            let theirs = mapping?.columns?[name] ?? name
            if let position = header.firstIndex(of: theirs) {
                positions[name] = position
            } else if !column.hasSuffix("?") && mapping?.values?[name] == nil {
                throw ImportRefused(
                    faults: [
                        ImportFault(file: file, line: 1, field: name, rule: "there is no column “\(theirs)”")
                    ]
                )
            }
        }
        return positions
    }

    /// Refuses a header that has a column twice or, where no mapping says that the file is another's, one we do not know.
    private func requireKnown(
        _ kind: ImportKind, _ file: String, _ header: [String], _ mapping: Mapping?
    ) throws {
        let known = kind.columns.map { $0.hasSuffix("?") ? String($0.dropLast()) : $0 }
        let faults = header.enumerated().compactMap { position, column -> ImportFault? in
            if header[..<position].contains(column) {
                return ImportFault(
                    file: file, line: 1, field: column, rule: "there are two columns of this name")
            }
            guard mapping == nil, !known.contains(column) else { return nil }
            return ImportFault(
                file: file, line: 1, field: column,
                rule: "is no column of \(kind.rawValue)" + Spelling.hint(for: column, among: known))
        }
        guard faults.isEmpty else { throw ImportRefused(faults: faults) }
        let named = [
            mapping?.columns?.keys.sorted(), mapping?.values?.keys.sorted(), mapping?.words?.keys.sorted(),
        ]
        for column in named.compactMap(\.self).joined() where !known.contains(column) {
            throw UsageError(
                "--mapping: \(kind.rawValue): “\(column)” is no column"
                    + Spelling.hint(for: column, among: known))
        }
    }
}
