import Foundation
import Hypervisor
import TestSupport
import Testing

extension LabSuite {
    @Suite("Instant restore", .enabled(if: StockRestic.isHere), .timeLimit(.minutes(10)))
    struct InstantRestoreTests {
        /// A site whose guest beta, which has no system and never writes, is backed up with 24 MiB of noise.
        private func site(_ lab: Lab) async throws -> (BackupSite, id: String, was: Data) {
            try await fillBeta(lab)
            let site = try await BackupSite(lab)
            try site.backup("init")
            try site.backup("run", "beta")
            return (site, try site.newest("beta"), try await lab.flat(lab.image(of: "beta")))
        }

        private func fillBeta(_ lab: Lab) async throws {
            try await lab.reset()
            let image = lab.image(of: "beta")
            _ = try await Command.run([
                "sh", "-c",
                "head -c 24M /dev/urandom >\(lab.folder)/noise && qemu-img convert -f raw -O qcow2 "
                    + "\(lab.folder)/noise \(image) && qemu-img resize -q \(image) 64M && rm \(lab.folder)/noise",
            ])
        }

        private func command(_ site: BackupSite, _ words: [String]) throws -> Command {
            try Command(
                [Processes.built("unixcorn"), "backup", "restore"] + words
                    + ["--yes", "--config", site.configuration, "--state", site.program.state])
        }

        @Test("the guest runs at once, its disk comes home while it does, and nothing is borrowed any more")
        func life() async throws {
            let lab = try await Lab.shared()
            let (site, id, was) = try await site(lab)
            var out = ""
            let took = try await seconds {
                out = try site.backup("restore", id, "--name", "soon", "--instant", "--yes")
            }
            print("instant restore of 64 MiB, whole: \(took) s; \(out)")
            #expect(out.contains("soon runs after"), "\(out)")
            #expect(try await lab.state(of: "soon") == "running")
            let disk = lab.folder + "/pools/ssd/soon-vda.qcow2"
            #expect(try await !Command.run(["qemu-img", "info", "-U", disk]).contains("backing file"))
            let xml = try await lab.virsh("dumpxml", "soon", "--inactive")
            #expect(!xml.contains("nbd") && !xml.contains("error_policy"), "\(xml)")
            #expect(try lab.contents(of: site.program.state + "/run").allSatisfy { !$0.hasPrefix("instant") })
            _ = try await lab.virsh("destroy", "soon")
            #expect(try await lab.flat(disk) == was)
            _ = try await lab.virsh("start", "soon")
            #expect(!site.program.unfinished.contains("soon"))
        }

        @Test(
            "over FTP with TLS, of a guest with two disks: both come home while it runs",
            .enabled(if: FTPServer.isPossible))
        func disks() async throws {
            let lab = try await Lab.shared()
            try await fillBeta(lab)
            let second = lab.folder + "/pools/ssd/beta-more.qcow2"
            _ = try await Command.run(["qemu-img", "create", "-q", "-f", "qcow2", second, "48M"])
            _ = try await Command.run(["qemu-io", "-c", "write -P 0x55 5M 20M", second])
            _ = try await lab.virsh("pool-refresh", "ssd")
            _ = try await lab.virsh("attach-disk", "beta", second, "vdb", "--config", "--subdriver", "qcow2")
            let was = [try await lab.flat(lab.image(of: "beta")), try await lab.flat(second)]
            let server = try FTPServer.start(.pureFTPd, tls: true)
            let pin = try #require(server.certificates).pin
            let site = try await BackupSite(
                lab, url: server.url, place: server.root,
                lines: "ftp_password_file = \"\(server.passwordFile)\"\ntls_pin = \"\(pin)\"")
            try site.backup("init")
            try site.backup("run", "beta")
            let out = try site.backup("restore", try site.newest("beta"), "--name", "pair", "--instant", "--yes")
            #expect(out.contains("pair runs after"), "\(out)")
            #expect(try await lab.state(of: "pair") == "running")
            let disks = ["vda", "vdb"].map { lab.folder + "/pools/ssd/pair-\($0).qcow2" }
            let xml = try await lab.virsh("dumpxml", "pair", "--inactive")
            #expect(disks.allSatisfy { xml.contains($0) } && !xml.contains("nbd"), "\(xml)")
            _ = try await lab.virsh("destroy", "pair")
            for (disk, was) in zip(disks, was) {
                #expect(try await !Command.run(["qemu-img", "info", disk]).contains("backing file"))
                #expect(try await lab.flat(disk) == was)
            }
            #expect(!site.program.unfinished.contains("pair"))
        }

        @Test("killed in the middle: the guest's writes stay, and the same command brings the rest home")
        func killed() async throws {
            let lab = try await Lab.shared()
            let (site, id, was) = try await site(lab)
            let words = [id, "--name", "later", "--instant", "--limit", "1 MiB"]
            let first = try command(site, words)
            try await eventually("later runs", within: 600) { (try? await lab.state(of: "later")) == "running" }
            try await lab.write("write -P 0x66 30M 64k", to: "virtio-disk0", of: "later")
            try await eventually("it is being copied", within: 60) {
                try await lab.virsh("blockjob", "later", "vda").contains("%")
            }
            // Not QEMU, whose arguments have the socket in that folder.
            _ = try? await Command.run(["pkill", "-9", "-f", "^[^ ]*/unixcorn .*" + site.program.state])
            _ = first.finish()
            let disk = lab.folder + "/pools/ssd/later-vda.qcow2"
            #expect(try await Command.run(["qemu-img", "info", "-U", disk]).contains("backing file"))
            // A read of what is not here stops the guest; it never sees an error.
            _ = try? await lab.write("read 20M 64k", to: "virtio-disk0", of: "later")
            let doctor = try site.program.run(["doctor", "--config", site.configuration], seconds: 60)
            #expect(doctor.out.contains("later is not whole yet"), "\(doctor.out)")

            let out = try site.backup("restore", id, "--name", "later", "--instant", "--yes")
            #expect(out.contains("It was begun on"), "\(out)")
            #expect(try await !Command.run(["qemu-img", "info", "-U", disk]).contains("backing file"))
            #expect(try await lab.state(of: "later") == "running")
            _ = try await lab.virsh("destroy", "later")
            var wanted = was
            wanted.replaceSubrange(30 << 20..<(30 << 20) + 65536, with: Data(repeating: 0x66, count: 65536))
            #expect(try await lab.flat(disk) == wanted)
        }

        @Test("a guest that is shut down meanwhile comes home all the same")
        func off() async throws {
            let lab = try await Lab.shared()
            let (site, id, was) = try await site(lab)
            let running = try command(site, [id, "--name", "brief", "--instant", "--limit", "1 MiB"])
            try await eventually("brief is copied", within: 600) {
                (try? await lab.virsh("blockjob", "brief", "vda").contains("%")) ?? false
            }
            _ = try await lab.virsh("destroy", "brief")
            let (text, code) = running.finish()
            #expect(code == 0 && text.contains("brief is off"), "\(text) \(site.log)")
            let disk = lab.folder + "/pools/ssd/brief-vda.qcow2"
            #expect(try await !Command.run(["qemu-img", "info", disk]).contains("backing file"))
            #expect(try await lab.flat(disk) == was)
            _ = try await lab.virsh("start", "brief")
        }

        @Test("a guest that does not start leaves nothing behind")
        func refused() async throws {
            let lab = try await Lab.shared()
            let (site, id, _) = try await site(lab)
            _ = try await lab.virsh("net-destroy", "lab")
            let ended = try site.program.run(
                ["backup", "restore", id, "--name", "never", "--instant", "--yes", "--config", site.configuration],
                seconds: 120)
            _ = try await lab.virsh("net-start", "lab")
            #expect(ended.code == 1 && ended.err.contains("is not active"), "\(ended.out) \(ended.err)")
            #expect(try await !lab.virsh("list", "--all", "--name").contains("never"))
            #expect(try lab.contents(of: lab.folder + "/pools/ssd").allSatisfy { !$0.contains("never") })
            #expect(!site.program.unfinished.contains("never"))
        }
    }
}

extension Installed {
    /// The instant restores that its state folder calls unfinished.
    fileprivate var unfinished: String {
        (try? String(contentsOfFile: state + "/instant-restores.json", encoding: .utf8)) ?? ""
    }
}
