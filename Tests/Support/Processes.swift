public import Foundation

/// What `/proc` tells of processes, and where the built programs are.
public enum Processes {
    /// The children of a process.
    public static func children(of process: pid_t) -> [pid_t] {
        let path = "/proc/\(process)/task/\(process)/children"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }  // gone: has none
        return text.split(separator: " ").compactMap { pid_t($0) }
    }

    /// Whether a process is there and not a zombie.
    public static func isAlive(_ process: pid_t) -> Bool { state(of: process).map { $0 != "Z" } ?? false }

    /// The state letter of a process (`S`, `T`, `Z`...); nil when there is none.
    public static func state(of process: pid_t) -> Character? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),  // gone: no state
            let end = text.lastIndex(of: ")")
        else { return nil }
        return text[end...].dropFirst(2).first
    }

    /// The name of a process as the kernel has it.
    public static func name(of process: pid_t) -> String? {
        // gone: no name
        (try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8))?
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Each thread with its name, state and the kernel's function that it waits in.
    public static func standing(of process: pid_t) -> String {
        let folder = "/proc/\(process)/task"
        // Gone meanwhile: nothing to tell.
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return threads.sorted().map { thread in
            let facts = ["comm", "wchan", "syscall"].map { name in
                (try? String(contentsOfFile: "\(folder)/\(thread)/\(name)", encoding: .utf8))?
                    .trimmingCharacters(in: .whitespacesAndNewlines) ?? "-"
            }
            return "\(thread) " + facts.joined(separator: " ")
        }.joined(separator: "; ")
    }

    /// The path of a program of this package, which is built beside the tests.
    public static func built(_ program: String) -> String {
        let bundles = Bundle.allBundles.map(\.bundlePath) + [Bundle.main.bundlePath] + CommandLine.arguments
        for path in bundles {
            var folder = URL(fileURLWithPath: path)
            for _ in 0..<4 {
                let file = folder.appendingPathComponent(program).path
                if FileManager.default.isExecutableFile(atPath: file), !isFolder(file) { return file }
                folder.deleteLastPathComponent()
            }
        }
        return FileManager.default.currentDirectoryPath + "/.build/debug/" + program
    }

    private static func isFolder(_ path: String) -> Bool {
        var folder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &folder) && folder.boolValue
    }
}
