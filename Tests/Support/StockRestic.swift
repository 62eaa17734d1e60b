import Foundation

/// The judge: Debian's restic, on a repository in a folder of its own.
public final class StockRestic: Sendable {
    public static let program = "/usr/bin/restic"
    public static var isHere: Bool {
        if FileManager.default.isExecutableFile(atPath: program) { return true }
        print("skipped: needs restic")
        return false
    }

    public static let password = "correct horse"
    public let folder: TemporaryFolder
    public var repository: String { folder.path + "/repository" }
    public var source: String { folder.path + "/source" }

    /// `initialized`: with a repository of restic's own making.
    public init(version: Int = 2, options: [String] = [], initialized: Bool = true) throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: true)
        guard initialized else { return }
        try run(["init", "--repository-version", String(version)] + options)
    }

    public struct Failed: Error, CustomStringConvertible {
        public var description: String
    }

    @discardableResult
    public func run(_ arguments: [String]) throws -> String {
        try StockRestic.run(arguments, on: repository, in: folder.path)
    }

    /// Runs it on any repository; `folder` is where it works and keeps its cache.
    @discardableResult
    public static func run(_ arguments: [String], on repository: String, in folder: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: StockRestic.program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = [
            "RESTIC_REPOSITORY": repository, "RESTIC_PASSWORD": StockRestic.password, "HOME": folder,
            "RESTIC_CACHE_DIR": folder + "/cache", "PATH": "/usr/bin:/bin",
        ]
        let out = folder + "/out-\(UUID().uuidString)"
        _ = FileManager.default.createFile(atPath: out, contents: nil)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: out))
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        let text = try String(contentsOfFile: out, encoding: .utf8)
        guard process.terminationStatus == 0 else {
            throw Failed(description: "restic \(arguments.joined(separator: " ")): \(text)")
        }
        return text
    }

    /// Files of many kinds: empty, sparse, large enough for several blobs, links, odd names and modes.
    public func fill(seed: UInt8 = 1) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: source + "/etc/deep/er", withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: source + "/empty"))
        var state = UInt64(seed) | 0x9E37_79B9_7F4A_7C15
        let noise = (0..<5_000_000).map { _ -> UInt8 in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
        try Data(noise).write(to: URL(fileURLWithPath: source + "/noise"))
        try Data(noise.prefix(100) + [UInt8](repeating: 0, count: 3_000_000)).write(
            to: URL(fileURLWithPath: source + "/holes"))
        try Data(String(repeating: "bonjour, \(seed)\n", count: 9000).utf8).write(
            to: URL(fileURLWithPath: source + "/etc/deep/er/texte é.txt"))
        try Data("x".utf8).write(to: URL(fileURLWithPath: source + "/etc/new\nline \"quoted\""))
        try files.setAttributes([.posixPermissions: 0o751], ofItemAtPath: source + "/etc/deep")
        // A link to nowhere "does not exist".
        if seed == 1 {
            try files.createSymbolicLink(atPath: source + "/link", withDestinationPath: "../nowhere")
        }
    }
}

/// Whether two folders hold the same: names, kinds, content, permissions, times of files.
public func differences(_ left: String, _ right: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
        "-c",
        """
        diff -r --no-dereference "$1" "$2"
        list() { cd "$1" && find . -printf '%P %y %m %l %U %G %s\\n' | sort; }
        stamps() { cd "$1" && find . -type f -printf '%P %T@\\n' | cut -c1-200 | sort | sed 's/\\(\\.[0-9]\\{6\\}\\)[0-9]*$/\\1/'; }
        list "$1" | sed 's/ d \\(.*\\) [0-9]*$/ d \\1/' > "$3/a"; list "$2" | sed 's/ d \\(.*\\) [0-9]*$/ d \\1/' > "$3/b"
        diff "$3/a" "$3/b"; stamps "$1" > "$3/a"; stamps "$2" > "$3/b"; diff "$3/a" "$3/b"
        """, "sh", left, right,
    ]
    let folder = try TemporaryFolder()
    process.arguments?.append(folder.path)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
}
