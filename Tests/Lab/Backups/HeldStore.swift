import Foundation
import Hypervisor
import TestSupport
import Testing

/// A site whose store can be made to take no more in the middle of a pack, while its spool is full already: a run that
/// reads a disk then stands still for as long as a test wants.
struct HeldStore {
    private let server: FaultyServer
    let site: BackupSite
    /// Commands before the program.
    private let through: [String]

    /// - Parameter through: runs the program in a namespace of the test's.
    init(_ lab: Lab, through: [String] = []) async throws {
        let server = try FaultyServer()
        self.server = server
        self.through = through
        site = try await BackupSite(
            lab, url: server.url, place: server.root,
            lines: "ftp_password_file = \"\(server.passwordFile)\"\nspool_limit = \"1 MiB\"\nprune_after_run = false")
    }

    /// Starts a run of guests, and returns once the store takes no more of its first pack of 64 MiB.
    func run(_ guests: String...) async throws -> Command {
        try server.plan(#"{"rules": [{"at": "STOR", "path": "data/", "do": "hold", "byte": 1000000}]}"#)
        let before = try sent
        let command = try Command(words(["run"] + guests))
        try await eventually("a pack is being sent", within: 60) { try sent > before }
        return command
    }

    /// Lets the store take all that comes.
    func letGo() throws { try server.plan("{}") }

    /// Runs `unixcorn backup ...` to its end.
    func ends(_ arguments: String...) throws -> (text: String, code: Int32) { try Command(words(arguments)).finish() }

    /// Commands that bring a pack.
    private var sent: Int {
        get throws { try server.commands.count { $0.hasPrefix("STOR") && $0.contains("data/") } }
    }

    private func words(_ arguments: [String]) -> [String] {
        through + [Processes.built("unixcorn"), "backup"] + arguments
            + ["--config", site.configuration, "--state", site.program.state]
    }
}
