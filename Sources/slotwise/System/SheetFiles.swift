import Foundation
import SchedulingService
import SwiftCSV

/// CSV files of a directory as sheets, their columns renamed by a mapping.
struct SheetFiles {
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
        guard text.utf8.count(where: { $0 == UInt8(ascii: "\"") }).isMultiple(of: 2) else {
            throw UsageError("\(path): a quotation mark is not closed")
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
            for (column, position) in positions { fields[column] = cells[position] }
            rows.append((line: index + 2, fields: fields))
        }
        return ImportSheet(file: file, kind: kind, rows: rows, faults: faults)
    }

    /// Where each of our columns is in the file.
    private func positions(
        _ kind: ImportKind, _ file: String, _ header: [String], _ mapping: Mapping?
    ) throws -> [String: Int] {
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
}
