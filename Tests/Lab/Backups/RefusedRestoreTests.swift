import Foundation
import TestSupport
import Testing

extension LabSuite {
    @Suite("A restore that libvirt refuses", .enabled(if: StockRestic.isHere), .timeLimit(.minutes(3)))
    struct RefusedRestoreTests {
        @Test("a name that libvirt takes for no guest's leaves no disk behind")
        func name() async throws {
            let (lab, site) = try await BackupSite.ofAlpha()
            let before = try lab.contents(of: lab.folder + "/pools/ssd").sorted()
            let ended = try site.program.run(
                [
                    "backup", "restore", try site.newest("alpha"), "--name", "a/b", "--yes", "--config",
                    site.configuration,
                ],
                seconds: 120)
            #expect(ended.code == 1 && ended.err.contains("a/b"), "\(ended.out) \(ended.err)")
            #expect(try lab.contents(of: lab.folder + "/pools/ssd").sorted() == before)
        }

        @Test("a pool without room for it is named before anything is read, and takes it once there is")
        func room() async throws {
            let (lab, site) = try await BackupSite.ofAlpha()
            try await lab.writeNoise(24, to: "alpha")
            try site.backup("run", "alpha")
            let small = lab.folder + "/pools/small"
            try await lab.run("run", "mkdir", "-p", small)
            try await lab.run("run", "mount", "-t", "tmpfs", "-o", "size=16M", "small", small)
            _ = try await lab.virsh("pool-create-as", "small", "dir", "--target", small)
            let newest = try site.newest("alpha")
            func restore() throws -> Installed.Ended {
                try site.program.run(
                    [
                        "backup", "restore", newest, "--name", "copy", "--pool", "small", "--yes", "--config",
                        site.configuration,
                    ], through: try lab.entry, seconds: 120)
            }
            let refused = try restore()
            #expect(refused.code == 1 && refused.err.contains("copy takes at least "), "\(refused)")
            #expect(refused.err.contains("of \(small), which has ") && refused.err.contains("--pool NAME"))
            #expect(try await lab.virsh("list", "--all", "--name").contains("copy") == false)
            try await lab.run("run", "mount", "-o", "remount,size=64M", small)
            let done = try restore()
            #expect(done.code == 0, "\(done)")
            _ = try await lab.virsh("undefine", "copy")
            _ = try await lab.virsh("pool-destroy", "small")
            try await lab.run("run", "umount", small)
        }
    }
}
