import Foundation
import UnixcornCore

/// Writes a table to a file of its own, readable by its owner alone.
enum TableFile {
    /// The file's path: `unixcorn-20261124-060328.csv` in the working folder, or in the home folder if that cannot be.
    static func write(_ table: ExportTable, _ format: ExportFormat) -> Result<String, OperationFailure> {
        let text = format == .csv ? csv(table) : json(table)
        let name = "unixcorn-" + Moment.now.formatted("%Y%m%d-%H%M%S") + "." + format.rawValue
        let home = ProcessInfo.processInfo.environment["HOME"] ?? "/"
        for folder in [FileManager.default.currentDirectoryPath, home] {
            let path = folder + "/" + name
            let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { continue }
            let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            do {
                try file.write(contentsOf: Data(text.utf8))
                return .success(path)
            } catch {
                return .failure(failure(path, "\(error)"))
            }
        }
        return .failure(failure(home + "/" + name, unsafe String(cString: strerror(errno))))
    }

    private static func failure(_ path: String, _ why: String) -> OperationFailure {
        OperationFailure(area: "export", message: .notWritten(SafeText(path), SafeText(why)))
    }

    /// RFC 4180. A cell that a spreadsheet would take as a formula gets an apostrophe.
    static func csv(_ table: ExportTable) -> String {
        ([table.columns] + table.rows).map { row in row.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func cell(_ text: String) -> String {
        let tame = text.first.map { "=+-@".contains($0) && text.count > 1 } == true ? "'" + text : text
        return tame.contains { ",\"\r\n".contains($0) } ? "\"" + tame.replacing("\"", with: "\"\"") + "\"" : tame
    }

    static func json(_ table: ExportTable) -> String {
        let rows = table.rows.map { row in Dictionary(zip(table.columns, row), uniquingKeysWith: { first, _ in first })
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Texts alone: nothing that could fail to encode.
        return String(decoding: (try? encoder.encode(rows)) ?? Data("[]".utf8), as: UTF8.self) + "\n"
    }
}

extension Phrase {
    static func notWritten(_ path: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(path) could not be written: \(why)", "\(path) n’a pas pu être écrit : \(why)")
    }
}
