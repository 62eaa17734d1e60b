import Foundation
import Hypervisor
import TestSupport
import Testing

extension LabSuite {
    @Suite("Backups are looked after", .enabled(if: StockRestic.isHere), .timeLimit(.minutes(10)))
    struct BackupCareTests {
        private func leftovers(_ site: BackupSite) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: site.program.state + "/spool")
                .filter { $0.hasPrefix("drill") }
        }

        @Test("a drill restores from the repository alone, compares, starts without a network, and leaves nothing")
        func drill() async throws {
            let (lab, site) = try await BackupSite.ofAlpha()
            let names = try await lab.virsh("list", "--all", "--name")
            let out = try site.backup("drill", "alpha", "--boot", "--json")
            #expect(out.contains(#""proven" : true"#) && out.contains(#""kind" : "bytes""#), "\(out)")
            #expect(out.contains(#""kind" : "boot""#), "\(out)")
            #expect(try leftovers(site).isEmpty)
            #expect(try await lab.virsh("list", "--all", "--name") == names)
            #expect(try site.backup("drill", "--list").contains("the restore of alpha is proven"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: site.place + "/locks").isEmpty)
        }

        @Test("a drill on a damaged repository fails, says which disk, and leaves nothing")
        func damaged() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            _ = try await Command.run(["qemu-io", "-c", "write -P 0x22 5M 300k", lab.image(of: "beta")])
            let site = try await BackupSite(lab)
            try site.backup("init")
            try site.backup("run", "beta")
            let packs = try FileManager.default.subpathsOfDirectory(atPath: site.place + "/data")
                .filter { $0.count > 60 }.map { site.place + "/data/" + $0 }
            let largest = try #require(
                try packs.max {
                    try Data(contentsOf: URL(fileURLWithPath: $0)).count
                        < Data(contentsOf: URL(fileURLWithPath: $1)).count
                })
            var bytes = try Data(contentsOf: URL(fileURLWithPath: largest))
            for place in stride(from: 100, to: bytes.count - 2000, by: 1000) { bytes[place] ^= 1 }
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: largest)
            try bytes.write(to: URL(fileURLWithPath: largest))
            let ended = try site.program.run(
                ["backup", "drill", "beta", "--config", site.configuration], seconds: 120)
            #expect(ended.code == 1 && ended.out.contains("is not proven"), "\(ended.out) \(ended.err)")
            #expect(try leftovers(site).isEmpty)
        }

        @Test("a run verifies, prunes by the rules and mails what failed, once; scheduled ones tell what was missed")
        func run() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let home = try TemporaryFolder()
            try write("#!/bin/sh\ncat >> \(home.path)/mail\n", to: home.path + "/sendmail", mode: 0o755)
            let site = try await BackupSite(
                lab,
                lines: """
                    keep_last = 1
                    keep_within = ""
                    keep_weekly = 0
                    keep_monthly = 0
                    sendmail = "\(home.path)/sendmail"
                    schedule = "*-*-* 03:30"
                    """,
                more: """
                    [guests.gamma]
                    backup = false
                    [guests.delta]
                    backup = false
                    [backup.copy]
                    repository = "file:\(home.path)/second"
                    password_file = "\(home.path)/password"
                    """)
            try write(StockRestic.password, to: home.path + "/password", mode: 0o600)
            try site.backup("init")
            try site.backup("copy", "--init")
            for _ in 0..<3 { try site.backup("run", "--scheduled") }
            try site.backup("run", "--no-copy")
            // The second repository has what the first one had after each run.
            let second = try StockRestic.run(
                ["snapshots", "--path", "/guests/beta", "--json"], on: home.path + "/second", in: site.folder)
            #expect(second.matches(of: /"short_id"/).count == 3, "\(second)")
            try StockRestic.run(["check", "--read-data"], on: home.path + "/second", in: site.folder)
            let listed = try site.restic(["snapshots", "--path", "/guests/beta", "--json"])
            #expect(listed.matches(of: /"short_id"/).count == 1, "\(listed) \(site.log)")
            try site.restic(["check", "--read-data"])
            // The first of them rehearsed a restore; it is not time for another.
            #expect(try site.backup("drill", "--list").matches(of: /is proven/).count == 1)
            #expect(try site.backup("verify", "--share").contains("% read within 30 days"))
            #expect(!FileManager.default.fileExists(atPath: home.path + "/mail"))

            let ended = try site.program.run(
                [
                    "backup", "run", "--scheduled", "--config", site.configuration, "--connect",
                    "qemu+unix:///system?socket=/none",
                ],
                seconds: 60)
            #expect(ended.code == 1)
            let mail = try String(contentsOfFile: home.path + "/mail", encoding: .utf8)
            #expect(mail.components(separatedBy: "Subject:").count == 2, "\(mail)")
        }
    }
}
