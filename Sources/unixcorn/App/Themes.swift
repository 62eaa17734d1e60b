import Foundation
import Glibc
import Screen
import UnixcornCore

/// Finds and reads theme files.
enum Themes {
    /// Where themes are looked for: the person's own first, then the machine's, then those that came with the program.
    static var folders: [String] {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        var folders: [String] = []
        if let home = ProcessInfo.processInfo.environment["HOME"] { folders.append(home + "/.config/unixcorn/themes") }
        folders += [
            "/etc/unixcorn/themes", program.appendingPathComponent("../share/unixcorn/themes").standardized.path,
        ]
        // A build tree: the folder of the package lies a few levels above the program.
        var above = program
        for _ in 0..<4 {
            above.deleteLastPathComponent()
            folders.append(above.appendingPathComponent("themes").path)
        }
        return folders
    }

    /// The file of a theme: a path as it is, a name by the folders.
    static func file(of name: String) -> String? {
        if name.contains("/") { return name }
        return folders.map { $0 + "/" + name + ".toml" }.first { FileManager.default.fileExists(atPath: $0) }
    }

    /// Names of all themes that can be found.
    static var names: [String] {
        // A folder that is not there holds no theme.
        let files = folders.flatMap { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] }
        return Set(files.filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }).sorted()
    }

    /// Reads a theme with all that it inherits from. Throws an `OperationFailure` that names theme, role and cure.
    static func load(_ name: String) throws -> Theme { try load(name, below: []) }

    private static func load(_ name: String, below children: [String]) throws -> Theme {
        guard let file = file(of: name) else {
            throw OperationFailure(
                area: "configuration", message: .noSuchTheme(SafeText(name)),
                hint: .themesAre(SafeText(names.joined(separator: ", "))))
        }
        guard !children.contains(name) else {
            throw OperationFailure(area: "configuration", message: .themeCircle(SafeText(name)))
        }
        do {
            let table = try TOMLDocument.parse(try TOMLDocument.readText(file: file), file: file).mapValues(value)
            var parent: Theme?
            if case .text(let parentName)? = table["inherits"] {
                parent = try load(parentName, below: children + [name])
            }
            return try Theme(named: name, table: table, parent: parent)
        } catch let failure as OperationFailure {
            throw failure
        } catch {
            throw OperationFailure(area: "configuration", message: Phrase(verbatim: SafeText("\(error)")))
        }
    }

    private static func value(_ node: TOMLNode) -> ThemeValue {
        switch node {
        case .string(let text): .text(text)
        case .array(let items): .list(items.map(value))
        case .table(let table): .table(table.mapValues(value))
        case .int, .bool, .double, .date: .other(node.kindName.english)
        }
    }
}

/// The theme file on screen: read again when it changes. A file that became wrong leaves the last good theme.
struct ThemeWatch {
    private let name: String
    /// Looked up once: searching every folder each second was most of what the console did at rest.
    private let file: String?
    private var stamp: timespec?

    init(_ name: String) {
        self.name = name
        file = Themes.file(of: name)
        stamp = modified
    }

    private var modified: timespec? {
        // Without a file there is nothing to read again.
        var facts = Glibc.stat()
        guard let file, unsafe stat(file, &facts) == 0 else { return nil }
        return facts.st_mtim
    }

    /// The theme, if its file has changed since the last call.
    mutating func changed() throws -> Theme? {
        guard let now = modified, now.tv_sec != stamp?.tv_sec || now.tv_nsec != stamp?.tv_nsec else { return nil }
        stamp = now
        return try Themes.load(name)
    }
}

extension Phrase {
    static func noSuchTheme(_ name: SafeText) -> Phrase {
        Phrase("no theme is called \(name)", "aucun thème ne s’appelle \(name)")
    }
    static func themesAre(_ names: SafeText) -> Phrase { Phrase("themes: \(names)", "thèmes : \(names)") }
    static func themeCircle(_ name: SafeText) -> Phrase {
        Phrase("theme \(name) inherits from itself", "le thème \(name) hérite de lui-même")
    }
}
