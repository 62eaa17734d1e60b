import Foundation
import TestSupport
import Testing

@Suite("backup copy: a second repository", .enabled(if: StockRestic.isHere), .serialized)
struct BackupCopyCommandTests {
    private let program: Installed
    private let restic: StockRestic
    private let place: [String]
    private let second: String

    init() throws {
        program = try Installed()
        restic = try StockRestic()
        try restic.fill()
        try restic.run(["backup", "source"])
        let password = restic.folder.path + "/password"
        try write(StockRestic.password, to: password, mode: 0o600)
        place = ["--repository", "file:" + restic.repository, "--password-file", password]
        second = restic.folder.path + "/second"
    }

    @Test("all, then nothing; restic checks it and restores the same bytes; --init makes it")
    func folder() throws {
        let words = ["backup", "copy", "--to", "file:" + second, "--to-password-file", place[3]] + place
        let none = try program.run(words)
        #expect(none.code == 1 && none.err.contains("there is no restic repository"), "\(none.err)")
        let first = try program.run(words + ["--init", "--json"])
        #expect(first.code == 0 && first.out.contains("\"skipped\" : 0"), "\(first.out) \(first.err)")
        let again = try program.run(words + ["all"])
        #expect(again.code == 0 && again.out.contains("0 backups copied"), "\(again.out) \(again.err)")
        try StockRestic.run(["check", "--read-data"], on: second, in: restic.folder.path)
        let target = restic.folder.path + "/target"
        try StockRestic.run(["restore", "latest", "--target", target], on: second, in: restic.folder.path)
        #expect(try differences(restic.source, target + "/source") == "")
        #expect(try FileManager.default.contentsOfDirectory(atPath: second + "/locks").isEmpty)
    }

    @Test("the configured second repository, on an FTP space", .enabled(if: FTPServer.isPossible))
    func configured() throws {
        let server = try FTPServer.start(.pureFTPd)
        let file = program.folder.path + "/unixcorn.toml"
        try write(
            """
            [backup]
            repository = "\(place[1])"
            password_file = "\(place[3])"
            """, to: file)
        let none = try program.run(["backup", "copy", "--config", file])
        #expect(none.code == 2 && none.err.contains("no second repository is declared"), "\(none.err)")
        let declared = try String(contentsOfFile: file, encoding: .utf8)
        try write(
            declared + """

                [backup.copy]
                repository = "\(server.url)/second"
                password_file = "\(place[3])"
                ftp_password_file = "\(server.passwordFile)"
                """, to: file)
        let ended = try program.run(["backup", "copy", "latest", "--init", "--config", file])
        #expect(ended.code == 0 && ended.out.contains("1 backup copied"), "\(ended.out) \(ended.err)")
        try StockRestic.run(["check", "--read-data"], on: server.root + "/second", in: restic.folder.path)
        try write(declared + "\n[backup.copy]\nrepositry = \"x\"\n", to: file)
        let wrong = try program.run(["backup", "copy", "--config", file])
        #expect(wrong.code == 2 && wrong.err.contains("repositry"), "\(wrong.err)")
    }
}
