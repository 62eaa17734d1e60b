import Foundation
import TestSupport
import Testing

@Suite("backup: commands on any restic repository, with no configuration", .enabled(if: StockRestic.isHere))
struct BackupCommandTests {
    private let program: Installed
    private let restic: StockRestic
    private let place: [String]

    init() throws {
        program = try Installed()
        restic = try StockRestic()
        try restic.fill()
        try restic.run(["backup", "source", "--tag", "nightly", "--host", "licorne"])
        let file = restic.folder.path + "/password"
        try write(StockRestic.password + "\n", to: file, mode: 0o600)
        place = ["--repository", "file:" + restic.repository, "--password-file", file]
    }

    private func run(_ words: [String], _ more: [String] = []) throws -> Installed.Ended {
        try program.run(["backup"] + words + place + more, isOwnState: false)
    }

    private func object(_ json: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    }

    @Test("list has an id, a time and a host for each backup, as restic has them")
    func list() throws {
        let ended = try run(["list", "--json"])
        #expect(ended.code == 0 && ended.err.isEmpty, "\(ended.err)")
        let rows = try #require(
            try JSONSerialization.jsonObject(with: Data(ended.out.utf8)) as? [[String: Any]])
        let id = try #require(rows.first?["id"] as? String)
        #expect(rows.count == 1 && rows[0]["host"] as? String == "licorne")
        #expect(rows[0]["tags"] as? [String] == ["nightly"])
        #expect(try restic.run(["snapshots"]).contains(id.prefix(8)))
        let words = try run(["list"]).out
        #expect(words.contains(id.prefix(8)) && words.contains("licorne"))
    }

    @Test("show lists what is in a backup; names with control characters are harmless")
    func show() throws {
        let ended = try run(["show", "latest"])
        #expect(ended.code == 0, "\(ended.err)")
        #expect(ended.out.contains("/source/etc/deep/er/texte é.txt"))
        #expect(ended.out.contains("4.8 MiB"))
        // A line for each entry and one for the head: a name with a line break takes one.
        let entries = try #require(
            try object(try run(["show", "latest", "--json"]).out)["entries"] as? [[String: Any]])
        #expect(ended.out.split(separator: "\n").count == entries.count + 1)
    }

    @Test("restore gives the files back as they were, and never over others")
    func restore() throws {
        let target = restic.folder.path + "/target"
        let ended = try run(["restore", "latest", "--target", target])
        #expect(ended.code == 0 && ended.err.isEmpty, "\(ended.err)")
        let found = try differences(restic.source, target + "/source")
        #expect(found.isEmpty, "\(found)")
        let again = try run(["restore", "latest", "--target", target])
        #expect(again.code == 1 && again.err.contains("nothing is overwritten"), "\(again.err)")
    }

    @Test("verify counts, and names a flipped bit with exit code 1")
    func verify() throws {
        let whole = try run(["verify", "--read-data"])
        #expect(whole.code == 0 && whole.out.contains("0 problems"), "\(whole.out)\(whole.err)")
        let packs = try FileManager.default.subpathsOfDirectory(atPath: restic.repository + "/data")
            .filter { $0.count > 60 }
        let pack = restic.repository + "/data/" + (try #require(packs.first))
        var bytes = try Data(contentsOf: URL(fileURLWithPath: pack))
        bytes[bytes.count / 3] ^= 1
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: pack)
        try bytes.write(to: URL(fileURLWithPath: pack))
        let broken = try run(["verify", "--read-data", "--json"])
        #expect(broken.code == 1)
        let problems = try #require(try object(broken.out)["problems"] as? [String])
        #expect(problems.count == 1 && broken.err.contains("seal is broken"), "\(broken.err)")
    }

    @Test("a password file that others may read is refused, whatever the command")
    func openPassword() throws {
        chmod(restic.folder.path + "/password", 0o644)
        for words in [["list"], ["init"], ["key", "list"], ["verify"]] {
            let ended = try run(words)
            #expect(ended.code != 0 && ended.err.contains("others may read it (mode 0644)"), "\(ended.err)")
        }
    }

    @Test("a wrong password, a wrong place and an unknown backup each say what is wrong")
    func wrong() throws {
        let file = restic.folder.path + "/wrong"
        try write("wrong", to: file, mode: 0o600)
        let repository = "file:" + restic.repository
        func list(_ url: String, _ file: String) throws -> Installed.Ended {
            try program.run(
                ["backup", "list", "--repository", url, "--password-file", file], isOwnState: false)
        }
        let password = try list(repository, file)
        #expect(password.code == 1 && password.err.contains("does not open file:"), "\(password.err)")
        let nowhere = try list("file:/nowhere", file)
        #expect(nowhere.code == 1 && nowhere.err.contains("no restic repository at file:/nowhere"))
        let strange = try list("gopher://x/y", file)
        #expect(strange.code == 2 && strange.err.contains("file:/srv/backup"))
        let none = try list(repository, "/nowhere/file")
        #expect(none.code == 2 && none.err.contains("/nowhere/file"))
        let unknown = try run(["show", "ffffffff"])
        #expect(unknown.code == 1 && unknown.err.contains("no backup is called ffffffff"))
    }
}
