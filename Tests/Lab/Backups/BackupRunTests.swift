import Foundation
import Hypervisor
import TestSupport
import Testing

extension LabSuite {
    @Suite("Backups of three guests", .enabled(if: StockRestic.isHere), .timeLimit(.minutes(10)))
    struct BackupRunTests {
        @Test("whole, changed, by bitmap, and back under a new name; restic reads the same bytes")
        func life() async throws {
            let lab = try await Lab.shared()
            try await lab.threeGuests()
            try await lab.write("write -P 0x11 1M 3M", to: "virtio-disk0", of: "alpha")
            _ = try await Command.run(["qemu-io", "-c", "write -P 0x22 5M 300k", lab.image(of: "beta")])
            let site = try await BackupSite(lab)
            try site.backup("init")
            try site.backup("run")
            _ = try site.restic(["check", "--read-data"])
            for guest in ["alpha", "beta"] { #expect(try site.manifest(guest).contains(#""isByBitmap" : false"#)) }
            #expect(try site.manifest("delta").contains(#""state" : "consistent""#))
            #expect(try site.manifest("alpha").contains(#""state" : "crash""#))
            #expect(try site.manifest("beta").contains("replicated by the provider"))
            #expect(try await lab.live("alpha") == site.judged("alpha"))
            #expect(try await lab.flat(lab.image(of: "beta")) == site.judged("beta"))

            try await lab.write("write -P 0x33 2M 4k", to: "virtio-disk0", of: "alpha")
            try await lab.write("write -P 0x44 30M 1M", to: "virtio-disk0", of: "alpha")
            try site.backup("run")
            _ = try site.restic(["check", "--read-data"])
            let manifest = try site.manifest("alpha")
            #expect(
                manifest.contains(#""isByBitmap" : true"#) && manifest.contains(#""readBytes" : 2097152"#),
                "\(manifest)")
            let alpha = try await lab.live("alpha")
            #expect(try site.judged("alpha") == alpha)
            #expect(try await lab.virsh("checkpoint-list", "alpha", "--name").split(separator: "\n").count == 1)

            let id = try site.newest("alpha")
            try site.backup("restore", id, "--name", "alpha2", "--yes")
            #expect(try await lab.state(of: "alpha2") == "shut off")
            #expect(try await lab.flat(lab.folder + "/pools/ssd/alpha2-vda.qcow2") == alpha)
            let (identity, old) = (try await lab.virsh("domuuid", "alpha2"), try await lab.virsh("domuuid", "alpha"))
            #expect(identity != old)
            let mine = try await lab.virsh("domiflist", "alpha2")
            let theirs = try await lab.virsh("domiflist", "alpha").split(separator: " ").last
            #expect(!mine.contains(theirs ?? ""))
            _ = try await lab.virsh("start", "alpha2")
            try await lab.wait(for: "alpha2", toBe: "running")
        }

        /// The servers, each with the lines that the configuration needs for it.
        private func servers() throws -> [(name: String, url: String, place: String, lines: String, server: AnyObject)]
        {
            var found: [(name: String, url: String, place: String, lines: String, server: AnyObject)] = []
            for kind in FTPServer.Kind.allCases {
                for tls in [false, true] {
                    let server = try FTPServer.start(kind, tls: tls)
                    var lines = "ftp_password_file = \"\(server.passwordFile)\""
                    if let authority = server.certificates?.authority { lines += "\nca_file = \"\(authority)\"" }
                    let url = server.url.replacing("127.0.0.1", with: tls ? "localhost" : "127.0.0.1")
                    found.append((kind.rawValue + (tls ? " TLS" : ""), url, server.root, lines, server))
                }
            }
            let imitation = try FaultyServer(#"{"mode": "dedibackup"}"#)
            let lines = "ftp_password_file = \"\(imitation.passwordFile)\"\nfile_limit = 1000"
            found.append(("dedibackup", imitation.url, imitation.root, lines, imitation))
            return found
        }

        @Test(
            "on every server, with TLS and without: whole, changed, by bitmap, back; restic agrees each time",
            .enabled(if: FTPServer.isPossible && FaultyServer.isPossible))
        func everyServer() async throws {
            let lab = try await Lab.shared()
            try await lab.threeGuests()
            try await lab.write("write -P 0x11 1M 3M", to: "virtio-disk0", of: "alpha")
            for (number, (name, url, place, lines, server)) in try servers().enumerated() {
                let site = try await BackupSite(lab, url: url, place: place, lines: lines)
                try site.backup("init")
                try site.backup("run")
                try site.restic(["check", "--read-data"])
                try await lab.write("write -P \(number + 2) 2M 64k", to: "virtio-disk0", of: "alpha")
                try site.backup("run")
                try site.restic(["check", "--read-data"])
                #expect(try site.manifest("alpha").contains(#""isByBitmap" : true"#), "\(name)")
                #expect(try site.manifest("delta").contains(#""state" : "consistent""#), "\(name)")
                #expect(try site.manifest("beta").contains("replicated by the provider"), "\(name)")
                let alpha = try await lab.live("alpha")
                #expect(try site.judged("alpha") == alpha, "\(name)")
                try site.backup("restore", try site.newest("alpha"), "--name", "copy\(number)", "--yes")
                #expect(try await lab.flat(lab.folder + "/pools/ssd/copy\(number)-vda.qcow2") == alpha, "\(name)")
                _ = try await lab.virsh("undefine", "copy\(number)")
                withExtendedLifetime(server) {}
            }
        }

        @Test(
            "recover brings all guests up on an empty second host, from an FTP space and a recovery sheet alone",
            .enabled(if: FTPServer.isPossible))
        func recover() async throws {
            let lab = try await Lab.shared()
            try await lab.threeGuests()
            try await lab.write("write -P 0x77 7M 2M", to: "virtio-disk0", of: "alpha")
            let server = try FTPServer.start(.pureFTPd, tls: true)
            let certificates = try #require(server.certificates)
            let site = try await BackupSite(
                lab, url: server.url, place: server.root,
                lines: "ftp_password_file = \"\(server.passwordFile)\"\ntls_pin = \"\(certificates.pin)\"")
            try site.backup("init")
            try site.backup("run")
            let sheet = site.folder + "/sheet.txt"
            try site.backup("sheet", "--output", sheet)
            #expect(try String(contentsOfFile: sheet, encoding: .utf8).contains("WHAT IS IN THERE: 4 GUESTS"))
            let other = try await Lab.second()
            try await other.empty()
            // Nothing of the first site but what is on the paper.
            let bare = try Installed()
            let ended = try bare.run(
                [
                    "backup", "recover", "--sheet", sheet, "--connect", other.uri, "--start", "--yes", "--site-files",
                    bare.folder.path + "/site",
                ], seconds: 300)
            #expect(ended.code == 0, "\(ended.out) \(ended.err)")
            let names = try await other.virsh("list", "--all", "--name").split(separator: "\n").map(String.init)
            #expect(Set(names) == ["alpha", "beta", "gamma", "delta"])
            for guest in ["alpha", "delta"] { try await other.wait(for: guest, toBe: "running") }
            #expect(try await other.state(of: "beta") == "shut off")
            #expect(try await other.flat(other.image(of: "beta")) == site.judged("beta"))
            #expect(try await other.virsh("net-list", "--name").contains("lab"))
            #expect(ended.out.contains("vdb is not in it: replicated by the provider"))
            #expect(
                try String(contentsOfFile: bare.folder.path + "/site/site/unixcorn.toml", encoding: .utf8)
                    .contains("replicated by the provider"))
        }

        @Test("a guest that writes all the time sees no error and no pause past a second while it is backed up")
        func writer() async throws {
            let lab = try await Lab.shared()
            try await lab.threeGuests()
            let site = try await BackupSite(lab)
            try site.backup("init")
            let writing = Task {
                var longest = 0.0
                var writes = 0
                while !Task.isCancelled {
                    let place = Int.random(in: 0..<900) * 65536
                    let took = try await seconds {
                        try await lab.write("write -P \(writes % 255) \(place) 16k", to: "virtio-disk0", of: "alpha")
                    }
                    longest = max(longest, took)
                    writes += 1
                }
                return (writes, longest)
            }
            for _ in 0..<4 { try site.backup("run", "alpha") }
            writing.cancel()
            let (writes, longest) = try await writing.value
            print("\(writes) writes, the longest \(longest) s, virsh's own start included")
            // The promise is one second; ten times that on a machine that also builds.
            #expect(writes > 10 && longest < 10)
            let errors = try await lab.virsh("domblkerror", "alpha")
            #expect(errors.contains("No errors"))
            try site.restic(["check", "--read-data"])
        }

        @Test("two hosts that write into one repository at once both end well")
        func two() async throws {
            let lab = try await Lab.shared()
            try await lab.threeGuests()
            try await lab.write("write -P 0x11 1M 3M", to: "virtio-disk0", of: "alpha")
            let first = try await BackupSite(lab)
            let second = try await BackupSite(lab, url: first.url, place: first.place)
            try first.backup("init")
            for _ in 0..<2 {
                async let one = Task.detached { try first.backup("run", "alpha") }.value
                async let other = Task.detached { try second.backup("run", "beta") }.value
                _ = try await (one, other)
            }
            try first.restic(["check", "--read-data"])
            #expect(try first.judged("beta") == (try await lab.flat(lab.image(of: "beta"))))
            #expect(try await lab.live("alpha") == first.judged("alpha"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: first.place + "/locks").isEmpty)
        }

        @Test("in place: the guest is as it was, and the file that was in the way is kept")
        func inPlace() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            _ = try await Command.run(["qemu-io", "-c", "write -P 0x22 5M 300k", lab.image(of: "beta")])
            let site = try await BackupSite(lab)
            try site.backup("init")
            try site.backup("run", "beta")
            let before = try await lab.flat(lab.image(of: "beta"))
            _ = try await Command.run(["qemu-io", "-c", "write -P 0x55 5M 3M", lab.image(of: "beta")])
            let after = try await lab.flat(lab.image(of: "beta"))
            let refused = try site.program.run(
                ["backup", "restore", "latest", "--config", site.configuration], seconds: 60)
            #expect(refused.code != 0)
            let id = try site.newest("beta")
            try site.backup("restore", id, "--yes")
            #expect(try await lab.flat(lab.image(of: "beta")) == before)
            let kept = try #require(
                try lab.contents(of: lab.folder + "/pools/ssd").first { $0.hasPrefix("beta.qcow2.before-") })
            #expect(try await lab.flat(lab.folder + "/pools/ssd/" + kept) == after)
        }

        @Test("a running guest's disks are never replaced under it")
        func running() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let site = try await BackupSite(lab)
            try site.backup("init")
            try site.backup("run", "alpha")
            let id = try site.newest("alpha")
            let ended = try site.program.run(
                ["backup", "restore", id, "--yes", "--config", site.configuration], seconds: 60)
            #expect(ended.code == 1 && ended.err.contains("alpha runs"), "\(ended.err)")
        }
    }
}
