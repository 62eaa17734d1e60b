import Foundation
import Hypervisor
import TestSupport
import Testing

/// A site with the lab's guests and a repository of its own: what the program backs up as a person would have it do.
struct BackupSite {
    let lab: Lab
    let program: Installed
    let url: String
    /// The repository's folder on this machine.
    let place: String
    var folder: String { program.folder.path }
    var configuration: String { folder + "/unixcorn.toml" }

    /// - Parameters:
    ///   - url: of the repository; nil: a folder of its own. `place`: where that is on this machine.
    ///   - lines: more of `[backup]`.
    init(
        _ lab: Lab, uri: String? = nil, url: String? = nil, place: String? = nil, lines: String = "", more: String = ""
    ) async throws {
        self.lab = lab
        program = try Installed()
        self.url = url ?? "file:" + program.folder.path + "/repository"
        self.place = place ?? program.folder.path + "/repository"
        try write(StockRestic.password + "\n", to: folder + "/password", mode: 0o600)
        try write(
            """
            [[host]]
            name = "lab"
            uri = "\(uri ?? lab.uri)"
            [pools.san]
            role = "san"
            backup = false
            reason = "replicated by the provider"
            [backup]
            repository = "\(self.url)"
            password_file = "\(folder)/password"
            \(lines)
            \(more)
            """, to: configuration)
    }

    /// A backup of alpha, fresh and with 3 MiB of data at 1 MiB, in a repository of its own.
    static func ofAlpha() async throws -> (lab: Lab, site: BackupSite) {
        let lab = try await Lab.shared()
        try await lab.reset()
        try await lab.write("write -P 0x11 1M 3M", to: "virtio-disk0", of: "alpha")
        let site = try await BackupSite(lab)
        try site.backup("init")
        try site.backup("run", "alpha")
        return (lab, site)
    }

    /// Runs `unixcorn backup ...` and expects it to end well.
    @discardableResult
    func backup(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        let ended = try program.run(["backup"] + arguments + ["--config", configuration], seconds: 300)
        #expect(ended.code == 0, "\(arguments): \(ended.out) \(ended.err) \(log)", sourceLocation: sourceLocation)
        return ended.out
    }

    /// What the last job wrote.
    var log: String {
        let folder = program.state + "/jobs"
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.sorted().last.flatMap { try? String(contentsOfFile: folder + "/" + $0, encoding: .utf8) } ?? ""
    }

    /// Stock restic on the same repository, which is a folder of this machine whatever way leads to it.
    @discardableResult
    func restic(_ arguments: [String]) throws -> String { try StockRestic.run(arguments, on: place, in: folder) }

    /// The newest backup of a guest, by its short name.
    func newest(_ guest: String) throws -> String {
        let listed = try restic(["snapshots", "--path", "/guests/\(guest)", "--latest", "1", "--json"])
        return String(try #require(listed.firstMatch(of: /"short_id":"([0-9a-f]+)"/)).output.1)
    }

    /// The newest backup of a guest, restored by stock restic: its disk.
    func judged(_ guest: String, disk: String = "vda") throws -> Data {
        let target = folder + "/judged-" + UUID().uuidString
        _ = try restic(["restore", "latest", "--path", "/guests/\(guest)", "--target", target])
        defer { try? FileManager.default.removeItem(atPath: target) }
        return try Data(contentsOf: URL(fileURLWithPath: "\(target)/guests/\(guest)/\(disk).img"))
    }

    /// The manifest of the newest backup of a guest.
    func manifest(_ guest: String) throws -> String {
        try restic(["dump", "latest", "--path", "/guests/\(guest)", "/guests/\(guest)/manifest.json"])
    }
}

extension Lab {
    /// A running guest's disk as it is now, held still for the copy.
    func live(_ guest: String) async throws -> Data {
        _ = try await virsh("suspend", guest)
        let file = folder + "/live"
        // The guest stands still, so that its image may be read beside its process.
        _ = try await Command.run(["qemu-img", "convert", "-U", "-O", "raw", image(of: guest), file])
        defer { unlink(file) }
        _ = try await virsh("resume", guest)
        return try Data(contentsOf: URL(fileURLWithPath: file))
    }

    /// alpha runs without an agent, delta with one, beta is off and has a disk in the SAN's pool.
    func threeGuests() async throws {
        try await reset()
        _ = try await virsh("start", "delta")
        let hypervisor = try await connect()
        let delta = try await id(of: "delta")
        try await eventually("delta's agent answers", within: 120) {
            (try? await hypervisor.pingAgent(delta, within: 5)) != nil
        }
        _ = try await virsh(
            "attach-disk", "beta", folder + "/pools/san/archive.raw", "vdb", "--config", "--subdriver", "raw")
    }
}

extension Lab {
    /// What a run may not leave behind: a job, a checkpoint too many, a socket, scratch files.
    func expectsNothingLeft(of site: BackupSite, _ guest: String, checkpoints: Int = 1) async throws {
        let (hypervisor, id) = (try await connect(), try await id(of: guest))
        #expect(try await hypervisor.backup(of: id) == nil)
        #expect(try await hypervisor.checkpoints(of: id).count == checkpoints)
        #expect(try contents(of: site.program.state + "/run") == [])
        await hypervisor.close()
    }
}
