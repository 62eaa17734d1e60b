import Foundation
import Screen

/// The themes of this repository, read with just as much of TOML as they use.
enum ThemeFiles {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("themes")

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []  // none: a test says so
        return files.filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }.sorted()
    }()

    static func theme(_ name: String) throws -> Theme {
        let text = try String(contentsOf: folder.appendingPathComponent(name + ".toml"), encoding: .utf8)
        let table = table(text)
        let parent = try Theme.inherits(of: table, named: name).map(theme)
        return try Theme(named: name, table: table, parent: parent)
    }

    static func table(_ text: String) -> ThemeTable {
        var table: ThemeTable = [:]
        var section: String?
        var part: ThemeTable = [:]
        func close() { if let section { table[section] = .table(part) } }
        for line in text.split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if line.hasPrefix("#") || line.isEmpty { continue }
            if line.hasPrefix("[") {
                close()
                section = String(line.dropFirst().dropLast())
                part = [:]
                continue
            }
            guard let sign = line.firstIndex(of: "=") else { continue }
            let key = line[..<sign].trimmingCharacters(in: .whitespaces)
            let value = value(line[line.index(after: sign)...].trimmingCharacters(in: .whitespaces))
            if section == nil { table[key] = value } else { part[key] = value }
        }
        close()
        return table
    }

    private static func value(_ text: String) -> ThemeValue {
        if text.hasPrefix("\"") { return .text(String(text.dropFirst().dropLast())) }
        if text.hasPrefix("[") {
            let items = text.dropFirst().dropLast().split(separator: ",")
            return .list(items.map { value($0.trimmingCharacters(in: .whitespaces)) })
        }
        guard text.hasPrefix("{") else { return .other(text) }
        var inner: ThemeTable = [:]
        // A comma within a list does not part two entries.
        let flat = text.dropFirst().dropLast().replacing(/\[[^\]]*\]/) { $0.output.replacing(",", with: ";") }
        for entry in flat.split(separator: ",") {
            guard let sign = entry.firstIndex(of: "=") else { continue }
            let key = entry[..<sign].trimmingCharacters(in: .whitespaces)
            let rest = entry[entry.index(after: sign)...].replacing(";", with: ",")
            inner[key] = value(rest.trimmingCharacters(in: .whitespaces))
        }
        return .table(inner)
    }
}
