import Foundation
import UnixcornCore

/// The operator's editor on a text, in a file that nobody else can read.
enum Editor {
    /// The edited text. Blocks until the editor ends; the terminal is the editor's meanwhile.
    static func edit(_ text: String, name: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("unixcorn-" + UUID().uuidString)
        let made: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false, attributes: made)
        // Left behind only if the folder cannot be removed, and then readable by nobody else.
        defer { try? FileManager.default.removeItem(at: folder) }
        let plain = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
        let file = folder.appendingPathComponent(plain.hasPrefix(".") || plain.isEmpty ? "text" + plain : plain)
        guard
            FileManager.default.createFile(
                atPath: file.path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else {
            throw OperationFailure(area: "editor", message: .noEditor(SafeText(file.path)))
        }
        try run(on: file.path)
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    /// The editor's command may have arguments (`emacs -nw`): a shell takes it apart, and the path is never part of it.
    private static func run(on path: String) throws {
        let environment = ProcessInfo.processInfo.environment
        let command = environment["VISUAL"] ?? environment["EDITOR"] ?? "sensible-editor"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command + " \"$1\"", "editor", path]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw OperationFailure(
                area: "editor", message: .noEditor(SafeText("\(command) (\(process.terminationStatus))")),
                hint: .setEditor)
        }
    }
}
