import Foundation
import TestSupport
import Testing
import UnixcornCore

@Suite(
    "backup init, key, unlock, ls, find, diff, repair-index, with stock restic as the judge",
    .enabled(if: StockRestic.isHere))
struct BackupDeedCommandTests {
    private let history: BackupHistory
    private var restic: StockRestic { history.restic }

    init() throws { history = try BackupHistory() }

    private func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

    @Test("init makes a repository of version 2 that stock restic opens, and leaves one that is there alone")
    func create() throws {
        let fresh = restic.folder.path + "/fresh"
        let words = ["backup", "init", "--repository", "file:" + fresh, "--password-file", history.passwordFile]
        let ended = try history.program.run(words + ["--json"], isOwnState: false)
        #expect(ended.code == 0 && ended.err.isEmpty, "\(ended.err)")
        let made = try #require(try BackupHistory.json(ended.out) as? [String: String])
        let config = try restic.run(["-r", fresh, "cat", "config"])
        let id = try #require(made["id"])
        #expect(config.contains("\"version\": 2") && config.contains(id), "\(config)")
        #expect(made["place"] == "file:" + fresh)
        let again = try history.program.run(words, isOwnState: false)
        #expect(again.code == 1 && again.err.contains("there is a repository"), "\(again.err)")
        #expect(try restic.run(["-r", fresh, "cat", "config"]) == config)
        let none = try history.program.run(
            ["backup", "init", "--repository", "file:\(fresh)2", "--password-file", "/nowhere"], isOwnState: false)
        #expect(none.code == 2 && none.err.contains("/nowhere"), "\(none.err)")
        #expect(!FileManager.default.fileExists(atPath: fresh + "2"))
    }

    @Test("a place and names that a terminal would obey are shown and do nothing")
    func hostile() async throws {
        let evil = "\u{1B}]0;owned\u{7}\u{202E}"
        let words = [
            "--repository", "file:" + restic.folder.path + "/" + evil, "--password-file", history.passwordFile,
        ]
        for language in ["C.UTF-8", "fr_FR.UTF-8"] {
            for command in [["init"], ["list"], ["unlock"], ["key", "list"], ["prune", "--keep-last", "1"]] {
                let ended = try history.program.run(
                    ["backup"] + command + words, environment: ["LC_ALL": language], isOwnState: false)
                let text = ended.out + ended.err
                #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"), "\(command)")
            }
        }
        let made = try await history.add(
            (1...2).map {
                .init(
                    time: Moment(seconds: 1_700_000_000 + Int64($0)), host: evil, paths: ["/" + evil], tags: [evil],
                    name: "disk" + evil, seed: $0)
            })
        for command in [
            ["list"], ["ls", "latest"], ["find", "disk*"], ["diff", made[0].id.hex, made[1].id.hex],
            ["prune", "--dry-run", "--keep-last", "1"], ["prune", "--yes", "--keep-tag", "x"],
        ] {
            let ended = try history.run(command)
            let text = ended.out + ended.err
            #expect(text.contains("owned") && !text.contains("\u{1B}") && !text.contains("\u{202E}"), "\(command)")
        }
    }

    @Test("a key that was added opens it for stock restic, one that was removed no more, and the one in use stays")
    func keys() throws {
        let file = restic.folder.path + "/second"
        try write("second\n", to: file, mode: 0o600)
        let added = try history.run(["key", "add", "--json"], ["--new-password-file", file])
        let id = try #require((try BackupHistory.json(added.out) as? [String: String])?["id"])
        try restic.run(["snapshots", "--password-file", file])
        let keys = try #require(
            try BackupHistory.json(try history.run(["key", "list", "--json"]).out) as? [[String: Any]])
        #expect(keys.count == 2 && keys.count { $0["current"] as? Bool == true } == 1)
        let current = try #require(keys.first { $0["current"] as? Bool == true }?["id"] as? String)
        let own = try history.run(["key", "remove", current])
        #expect(own.code == 1 && own.err.contains("just now"), "\(own.err)")
        let gone = try history.run(["key", "remove", String(id.prefix(12))])
        #expect(gone.code == 0, "\(gone.err)")
        #expect(throws: StockRestic.Failed.self) { try restic.run(["snapshots", "--password-file", file]) }
        try restic.run(["check"])
        let empty = restic.folder.path + "/empty"
        try write("\n", to: empty, mode: 0o600)
        #expect(try history.run(["key", "add"], ["--new-password-file", empty]).code == 2)
    }

    @Test("unlock removes what a dead holder left and names who is alive; --all asks first")
    func unlock() async throws {
        // A lock of this machine whose process is gone.
        let lock = try await RepositoryLock.take(try await history.open(), exclusive: false)
        let held = try history.run(["unlock", "--json"])
        let report = try #require(try BackupHistory.json(held.out) as? [String: Any])
        #expect(report["removed"] as? Int == 0 && (report["locks"] as? [[String: Any]])?.count == 1)
        let asked = try history.run(["unlock", "--all"])
        #expect(asked.code == 1 && asked.err.contains("--yes") && asked.err.contains("process \(getpid())"))
        #expect(try history.run(["unlock", "--all", "--yes"]).out.contains("1 locks removed, 0 in use"))
        try await lock.release()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: StockRestic.program)
        process.arguments = ["backup", "--stdin"]
        process.environment = [
            "RESTIC_REPOSITORY": restic.repository, "RESTIC_PASSWORD": StockRestic.password, "HOME": restic.folder.path,
            "RESTIC_CACHE_DIR": restic.folder.path + "/cache",
        ]
        // It reads without end until it is killed.
        process.standardInput = FileHandle(forReadingAtPath: "/dev/zero")
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        let folder = restic.repository + "/locks"
        // While it is written it has a longer name.
        while try !FileManager.default.contentsOfDirectory(atPath: folder).contains(where: { $0.count == 64 }),
            process.isRunning
        {
            usleep(1000)
        }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(try history.run(["unlock"]).out.contains("1 locks removed, 0 in use"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }

    /// Two backups by stock restic of a folder that changes.
    private func changing() throws -> [String] {
        try restic.fill()
        try restic.run(["backup", "source"])
        let files = FileManager.default
        try files.removeItem(atPath: restic.source + "/empty")
        try files.createDirectory(atPath: restic.source + "/empty", withIntermediateDirectories: true)
        try "bonsoir".write(toFile: restic.source + "/etc/deep/er/texte é.txt", atomically: true, encoding: .utf8)
        try files.createDirectory(atPath: restic.source + "/new/deep", withIntermediateDirectories: true)
        try "x".write(toFile: restic.source + "/new/deep/y[1].conf", atomically: true, encoding: .utf8)
        try files.removeItem(atPath: restic.source + "/holes")
        try restic.run(["backup", "source"])
        let all = try #require(
            try BackupHistory.json(try restic.run(["snapshots", "--json"])) as? [[String: Any]])
        return all.compactMap { $0["id"] as? String }
    }

    @Test("ls lists what restic ls lists")
    func list() throws {
        let ids = try changing()
        for folder in ["/source/etc", "/source/new/deep", "/source"] {
            let rows = try #require(
                try BackupHistory.json(try history.run(["ls", "latest", folder, "--json"]).out) as? [[String: Any]])
            let theirs = try lines(try restic.run(["ls", "latest", folder, "--json"])).dropFirst()
                .compactMap { (try BackupHistory.json($0) as? [String: Any])?["path"] as? String }
            #expect(Set(rows.compactMap { $0["path"] as? String }) == Set(theirs), "\(folder)")
        }
        let whole = try history.run(["ls", ids[0]])
        #expect(whole.code == 0 && whole.out.contains("/source/etc/deep/er/texte é.txt\n"))
        // A line break in a name is shown, not obeyed.
        #expect(lines(whole.out).allSatisfy { $0.hasPrefix("/source") })
        let missing = try history.run(["ls", "latest", "/source/nowhere\u{1B}[1m"])
        #expect(missing.code == 1 && missing.err.contains("/source/nowhere") && !missing.err.contains("\u{1B}"))
    }

    @Test("find finds what restic find finds")
    func find() throws {
        _ = try changing()
        for pattern in [
            "etc", "*.txt", "deep/er", "/source/new", "**/y*", "er/*", "y[[]1].conf", "y\\[1\\].conf", "t?xte *",
            "/new",
            "[^a-s]*", "source/**/er",
        ] {
            let rows = try #require(
                try BackupHistory.json(try history.run(["find", pattern, "--json"]).out) as? [[String: Any]])
            let ours = rows.map { "\($0["backup"] ?? "") \($0["path"] ?? "")" }
            let text = lines(try restic.run(["find", "--json", pattern])).first { $0.hasPrefix("[") }
            let theirs = (try BackupHistory.json(text ?? "[]") as? [[String: Any]] ?? []).flatMap { one in
                (one["matches"] as? [[String: Any]] ?? []).map { "\(one["snapshot"] ?? "") \($0["path"] ?? "")" }
            }
            #expect(Set(ours) == Set(theirs), "\(pattern)")
        }
        let bad = try history.run(["find", "y[1"])
        #expect(bad.code == 2 && bad.err.contains("is no pattern"), "\(bad.err)")
    }

    @Test("diff says what restic diff says, and counts the same bytes")
    func diff() throws {
        let ids = try changing()
        let json = try #require(
            try BackupHistory.json(try history.run(["diff", ids[0], ids[1], "--json"]).out) as? [String: Any])
        let ours = (json["changes"] as? [[String: String]] ?? []).map { "\($0["change"] ?? "") \($0["path"] ?? "")" }
        let events = try lines(try restic.run(["diff", "--json", ids[0], ids[1]])).compactMap {
            try BackupHistory.json($0) as? [String: Any]
        }
        let theirs = events.filter { $0["message_type"] as? String == "change" }
            .map { "\($0["modifier"] ?? "") \($0["path"] ?? "")" }
        #expect(Set(ours) == Set(theirs) && ours.count == theirs.count, "\(ours) \(theirs)")
        let end = try #require(events.last)
        for (name, key) in [("added", "addedBytes"), ("removed", "removedBytes")] {
            #expect((end[name] as? [String: Any])?["bytes"] as? Int == json[key] as? Int, "\(name)")
        }
        let words = try history.run(["diff", ids[0], ids[1]], environment: ["LC_ALL": "fr_FR.UTF-8"])
        #expect(words.out.contains("T /source/empty/\n") && words.out.contains("changements"), "\(words.out)")
    }

    @Test("repair-index replaces lost and damaged index files, and drops packs that are gone")
    func repair() async throws {
        try await history.add((1...3).map { .init(time: Moment(seconds: 1_700_000_000 + Int64($0)), seed: $0) })
        let index = restic.repository + "/index/"
        for name in try FileManager.default.contentsOfDirectory(atPath: index) {
            try FileManager.default.removeItem(atPath: index + name)
        }
        try Data("hostile".utf8).write(to: URL(fileURLWithPath: index + String(repeating: "ab", count: 32)))
        #expect(throws: StockRestic.Failed.self) { try restic.run(["check"]) }
        let ended = try history.run(["repair-index"])
        #expect(ended.code == 0 && ended.out.contains("1 damaged index files replaced"), "\(ended)")
        try restic.run(["check", "--read-data"])
        #expect(try history.run(["repair-index"]).out.contains("was whole"))

        let data = restic.repository + "/data/"
        let pack = try #require(
            try FileManager.default.subpathsOfDirectory(atPath: data).first { $0.count > 60 })
        try FileManager.default.removeItem(atPath: data + pack)
        let dropped = try history.run(["repair-index", "--json"])
        let report = try #require(try BackupHistory.json(dropped.out) as? [String: Any])
        #expect(report["missingPacks"] as? [String] == [String(pack.dropFirst(3))], "\(dropped.out)")
        #expect(!(try restic.run(["list", "index"])).isEmpty)
        #expect(try history.run(["verify"]).err.contains("in no index"))
    }
}
