import Foundation
import Synchronization
import UnixcornCore

/// Standard output and error of the commands.
enum Output {
    /// Whether somebody watches what is printed.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    static func complain(_ text: String) {
        FileHandle.standardError.write(Data(("unixcorn: " + text + "\n").utf8))
    }

    /// A failure: its sentence, then what to do next.
    static func complain(_ failure: OperationFailure) {
        complain(failure.message(language).string)
        if let hint = failure.hint { advise(hint) }
    }

    /// What to do next, below a complaint.
    static func advise(_ hint: Phrase) {
        FileHandle.standardError.write(Data(("  " + hint(language).string + "\n").utf8))
    }

    private static let configured = Mutex<Language?>(nil)

    /// Speaks the configuration's language from now on, where it names one.
    static func speak(_ language: Language?) { configured.withLock { $0 = language ?? $0 } }

    /// The configuration's language once it is read; before that, or without one, the environment's.
    static var language: Language { configured.withLock { $0 } ?? environmentLanguage }

    private static var environmentLanguage: Language {
        let environment = ProcessInfo.processInfo.environment
        // An empty variable is one that is not set (POSIX 8.2).
        let named = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
        return Language(locale: named ?? "")
    }

    /// JSON with sorted keys, sizes in bytes, times in ISO 8601 with zone.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Columns of text below heads, in `language`.
    static func table(_ heads: [String], _ language: Language, _ rows: [[SafeText]]) {
        table(heads.map { TableHead.words($0, language) }, rows)
    }

    /// Columns of text, each as wide as its widest cell.
    static func table(_ heads: [SafeText], _ rows: [[SafeText]]) {
        let widths = heads.indices.map { column in ([heads] + rows).map { $0[column].width }.max() ?? 0 }
        for row in [heads] + rows {
            var line = ""
            for (column, cell) in row.enumerated() {
                line += cell.string
                if column < row.count - 1 { line += String(repeating: " ", count: widths[column] - cell.width + 2) }
            }
            print(line)
        }
    }
}
