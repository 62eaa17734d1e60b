import Foundation

/// The project's Swift files, found from this file's own place.
struct SourceTree {
    struct File {
        let module: String
        let name: String
        let text: String
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

        /// The modules that it imports, whole or by name (`import struct PacketFilter.Rate`).
        var imports: Set<String> {
            let others: Set<Substring> = ["public", "struct", "enum", "class", "protocol", "typealias", "func"]
            return Set(
                lines.compactMap { line in
                    let words = line.split(separator: " ").filter { !$0.hasPrefix("@") && !others.contains($0) }
                    return words.count >= 2 && words[0] == "import" ? String(words[1].prefix { $0 != "." }) : nil
                })
        }
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let sources: [File] = {
        let folder = root.appendingPathComponent("Sources")
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
            guard let text = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8) else {
                return nil
            }
            return File(module: String(name.prefix { $0 != "/" }), name: name, text: text)
        }
    }()
}
