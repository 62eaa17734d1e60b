import Foundation
import Glibc
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("Folders that demos leave behind")
struct DemoFolderTests {
    private let parent: TemporaryFolder

    init() throws { parent = try TemporaryFolder() }

    /// The number of a process that has ended.
    private func gone() throws -> pid_t {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/true")
        try process.run()
        process.waitUntilExit()
        return process.processIdentifier
    }

    private func folder(_ process: pid_t, mode: mode_t = 0o700, hasLock: Bool = true) throws -> String {
        let path = parent.path + "/unixcorn-demo-\(process)-" + UUID().uuidString
        mkdir(path, 0o700)
        if hasLock { try write("", to: path + "/lock") }
        try write("x", to: path + "/state.db")
        chmod(path, mode)
        return path
    }

    private func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    @Test("a dead demo's folder goes; a living one's, a locked, a shared, a linked and a strange one stay")
    func stale() throws {
        let gone = try gone()
        let dead = try folder(gone)
        let living = try folder(getpid())
        let shared = try folder(gone, mode: 0o755)
        let strange = try folder(gone, hasLock: false)
        let held = try folder(gone)
        let descriptor = open(held + "/lock", O_RDWR)
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        defer { close(descriptor) }
        let target = parent.path + "/target"
        mkdir(target, 0o700)
        try write("", to: target + "/lock")
        symlink(target, parent.path + "/unixcorn-demo-\(gone)-link")
        DemoFolder.removeStale(in: parent.path)
        #expect(!isThere(dead))
        for path in [living, shared, strange, held, target + "/lock"] { #expect(isThere(path), "\(path)") }
    }

    @Test("another user's folder stays", .enabled(if: geteuid() == 0, "needs root"))
    func foreign() throws {
        let path = try folder(try gone())
        chown(path, 65534, 65534)
        DemoFolder.removeStale(in: parent.path)
        #expect(isThere(path))
    }
}
