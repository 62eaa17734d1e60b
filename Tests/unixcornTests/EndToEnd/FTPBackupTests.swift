import Foundation
import TestSupport
import Testing

@Suite(
    "backup: a repository on an FTP space, with no configuration",
    .enabled(if: StockRestic.isHere && FTPServer.isPossible), .serialized)
struct FTPBackupTests {
    private func place(_ server: FTPServer) -> [String] {
        let pin = server.certificates.map { ["--tls-pin", $0.pin] } ?? []
        return [
            "--repository", server.url + "/repository", "--password-file", server.folder.path + "/repository-password",
            "--ftp-password-file", server.passwordFile,
        ] + pin
    }

    private func sample(_ kind: FTPServer.Kind, tls: Bool) throws -> (StockRestic, FTPServer) {
        let restic = try StockRestic()
        try restic.fill()
        try restic.run(["backup", "source"])
        let server = try FTPServer.start(kind, tls: tls)
        let target = server.root + "/repository"
        try FileManager.default.copyItem(atPath: restic.repository, toPath: target)
        _ = try TestSupport.Program("/bin/chmod", ["-R", "a+rX", target])
        try write(StockRestic.password, to: server.folder.path + "/repository-password", mode: 0o600)
        return (restic, server)
    }

    @Test(
        "lists, verifies and restores what stock restic made",
        arguments: [(FTPServer.Kind.vsftpd, false), (.vsftpd, true), (.proftpd, true), (.pureFTPd, true)])
    func whole(kind: FTPServer.Kind, tls: Bool) throws {
        let (restic, server) = try sample(kind, tls: tls)
        let program = try Installed()
        let list = try program.run(["backup", "list", "--json"] + place(server), isOwnState: false)
        #expect(list.code == 0 && list.out.contains("\"id\""), "\(list.err)")
        let verify = try program.run(["backup", "verify", "--read-data"] + place(server), isOwnState: false)
        #expect(verify.code == 0 && verify.out.contains(" 0 problems"), "\(verify.err)")
        let target = program.folder.path + "/target"
        let restore = try program.run(
            ["backup", "restore", "latest", "--target", target] + place(server), isOwnState: false)
        #expect(restore.code == 0, "\(restore.err)")
        #expect(try differences(restic.source, target + "/source") == "")
    }

    @Test("a password in the URL, a password file that others may read and a wrong password are told in words")
    func refusals() throws {
        let (_, server) = try sample(.proftpd, tls: false)
        let program = try Installed()
        var words = place(server)
        words[1] = "ftp://licorne:geheim@127.0.0.1:\(server.port)/space"
        let url = try program.run(["backup", "list"] + words, isOwnState: false)
        #expect(url.code == 2 && url.err.contains("--ftp-password-file") && !url.err.contains("geheim"))
        try write("falsch\n", to: server.passwordFile)
        chmod(server.passwordFile, 0o600)
        let wrong = try program.run(["backup", "list"] + place(server), isOwnState: false)
        #expect(wrong.code == 1 && wrong.err.contains("does not let licorne in"), "\(wrong.err)")
        chmod(server.passwordFile, 0o644)
        let open = try program.run(["backup", "list"] + place(server), isOwnState: false)
        #expect(open.code != 0 && open.err.contains("others may read it"), "\(open.err)")
        let none = try program.run(["backup", "list"] + place(server).prefix(4), isOwnState: false)
        #expect(none.code == 2 && none.err.contains("--ftp-password-file"), "\(none.err)")
    }
}
