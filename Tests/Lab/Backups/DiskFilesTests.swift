import Foundation
import TestSupport
import Testing

extension LabSuite {
    @Suite("Files out of a disk", .enabled(if: StockRestic.isHere && Appliance.isPossible), .timeLimit(.minutes(10)))
    struct DiskFilesTests {
        /// A site whose guest beta has an ext4 on its disk, with what somebody hostile might put there.
        private func site(_ lab: Lab) async throws -> (BackupSite, id: String) {
            try await lab.reset()
            let made = lab.folder + "/tree"
            _ = try await Command.run([
                "sh", "-c",
                """
                set -e; rm -rf \(made); mkdir -p '\(made)/etc/odd "$(id)" `x`'; cd \(made)
                echo '/dev/vda / ext4' >etc/fstab
                printf 'a\\033[2Jb' >'etc/odd "$(id)" `x`/-e'
                ln -s /root/.ssh etc/keys; mkdir etc/sub; ln -s ../../../../../tmp etc/sub/up
                cp /bin/true etc/suid; chmod 4755 etc/suid; mknod etc/disk b 8 0
                mke2fs -q -t ext4 -d \(made) \(lab.folder)/ext4 64M
                qemu-img convert -f raw -O qcow2 \(lab.folder)/ext4 \(lab.image(of: "beta"))
                rm -rf \(made) \(lab.folder)/ext4
                """,
            ])
            let site = try await BackupSite(lab)
            try site.backup("init")
            try site.backup("run", "beta")
            return (site, try site.newest("beta"))
        }

        private func run(_ site: BackupSite, _ words: String...) throws -> Installed.Ended {
            try site.program.run(
                ["backup"] + words + ["--config", site.configuration], environment: Appliance.environment,
                seconds: 300)
        }

        @Test("a listing, a file and a folder come out; what is hostile in them stays harmless")
        func files() async throws {
            let lab = try await Lab.shared()
            // What makes the appliance looks into it even where it is told of a kernel elsewhere; a machine in a
            // container has none.
            let isMade = mkdir("/lib/modules", 0o755) == 0
            defer { if isMade { rmdir("/lib/modules") } }
            let (site, id) = try await site(lab)
            let listed = try run(site, "ls", id, #"/etc/odd "$(id)" `x`"#, "--disk", "vda")
            #expect(listed.code == 0 && listed.out.contains("-e"), "\(listed.out) \(listed.err)")
            let goal = site.folder + "/out"
            let one = try run(site, "restore", id, "--disk", "vda", "--file", "/etc/fstab", "--target", goal)
            #expect(one.code == 0, "\(one.out) \(one.err)")
            #expect(try String(contentsOfFile: goal + "/fstab", encoding: .utf8) == "/dev/vda / ext4\n")
            // Its block device cannot be made, and that is said; the rest is there.
            let all = try run(site, "restore", id, "--file", "/etc", "--target", goal)
            #expect(all.code == 1 && all.err.contains("disk"), "\(all.out) \(all.err)")
            let files = FileManager.default
            #expect(try files.destinationOfSymbolicLink(atPath: goal + "/etc/keys") == "/root/.ssh")
            #expect(try files.destinationOfSymbolicLink(atPath: goal + "/etc/sub/up") == "../../../../../tmp")
            let mode = try files.attributesOfItem(atPath: goal + "/etc/suid")[.posixPermissions] as? Int
            #expect(mode.map { $0 & 0o7000 } == 0)
            #expect(!files.fileExists(atPath: goal + "/etc/disk"))
            #expect(try lab.contents(of: goal + #"/etc/odd "$(id)" `x`"#) == ["-e"])
        }
    }
}

/// The libguestfs appliance, on the lab's own kernel and without KVM.
private enum Appliance {
    static var isPossible: Bool {
        let needed = ["/usr/bin/guestfish", "/usr/sbin/mke2fs"]
        let missing = needed.filter { access($0, F_OK) != 0 }
        if !missing.isEmpty { print("skipped: needs \(missing.joined(separator: ", "))") }
        return missing.isEmpty
    }

    /// Its kernel is the one that the lab has fetched.
    static var environment: [String: String?] {
        let package = Lab.script.components(separatedBy: "/Tests/Lab/")[0] + "/.build/lab-kernel/package"
        func only(_ folder: String, _ prefix: String) -> String? {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: package + folder)) ?? []
            return names.first { $0.hasPrefix(prefix) }.map { package + folder + "/" + $0 }
        }
        return [
            "SUPERMIN_KERNEL": only("/boot", "vmlinuz"), "SUPERMIN_MODULES": only("/lib/modules", ""),
            "LIBGUESTFS_BACKEND_SETTINGS": "force_tcg",
        ]
    }
}
