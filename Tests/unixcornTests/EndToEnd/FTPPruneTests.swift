import Foundation
import TestSupport
import Testing

@Suite(
    "backup init and prune on an FTP space, with stock restic as the judge",
    .enabled(if: StockRestic.isHere && FTPServer.isPossible), .serialized)
struct FTPPruneTests {
    @Test(
        "what is made there and what is pruned there stock restic finds whole",
        arguments: [
            (FTPServer.Kind.vsftpd, false), (.proftpd, true),
        ])
    func whole(kind: FTPServer.Kind, tls: Bool) throws {
        let restic = try StockRestic()
        for seed in 1...3 as ClosedRange<UInt8> {
            try restic.fill(seed: seed)
            try restic.run(["backup", "source"])
        }
        let server = try FTPServer.start(kind, tls: tls)
        let target = server.root + "/repository"
        try FileManager.default.copyItem(atPath: restic.repository, toPath: target)
        _ = try TestSupport.Program("/bin/chmod", ["-R", "a+rwX", target])
        let password = server.folder.path + "/repository-password"
        try write(StockRestic.password, to: password, mode: 0o600)
        func place(_ name: String) -> [String] {
            ["--repository", server.url + "/" + name, "--password-file", password, "--ftp-password-file"]
                + [server.passwordFile] + (server.certificates.map { ["--tls-pin", $0.pin] } ?? [])
        }
        let program = try Installed()
        func run(_ words: [String], _ place: [String]) throws -> Installed.Ended {
            try program.run(["backup"] + words + place, isOwnState: false)
        }

        let pruned = try run(["prune", "--yes", "--keep-last", "1", "--max-unused", "0"], place("repository"))
        #expect(pruned.code == 0 && pruned.out.contains("2 backups are gone, 1 stay"), "\(pruned)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: target + "/locks").isEmpty)
        // As root, whoever owns it.
        try restic.run(["-r", target, "check", "--read-data"])
        let again = try run(["prune", "--yes", "--keep-last", "1", "--max-unused", "0"], place("repository"))
        #expect(again.code == 0 && again.out.contains("no room to free"), "\(again)")

        let made = try run(["init", "--json"], place("fresh"))
        #expect(made.code == 0, "\(made.err)")
        try restic.run(["-r", server.root + "/fresh", "check"])
        let twice = try run(["init"], place("fresh"))
        #expect(twice.code == 1 && twice.err.contains("there is a repository"), "\(twice.err)")
    }
}
