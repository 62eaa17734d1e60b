import Foundation
import TestSupport
import Testing

@Suite("Without the right")
struct RightsTests {
    @Test(
        "a user outside group libvirt is told which right is missing",
        arguments: [("C.UTF-8", "group libvirt"), ("fr_FR.UTF-8", "groupe libvirt")])
    func named(locale: String, word: String) throws {
        guard geteuid() == 0, FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv") else {
            return print("skipped: needs root and setpriv")
        }
        let folder = try TemporaryFolder()
        chmod(folder.path, 0o755)
        try "".write(
            toFile: folder.path + "/unixcorn.toml", atomically: true, encoding: .utf8)
        chmod(folder.path + "/unixcorn.toml", 0o644)
        let socket = try refusingSocket(folder.path + "/libvirt-sock")
        defer { close(socket) }
        let said = try Program(
            "/usr/bin/setpriv",
            [
                "--reuid=nobody", "--regid=nogroup", "--clear-groups", Processes.built("unixcorn"), "guest", "list",
                "--config", folder.path + "/unixcorn.toml", "--connect",
                "qemu+unix:///system?socket=\(folder.path)/libvirt-sock", "--state", "/nonexistent", "--read-only",
            ], environment: ["LANG": locale, "HOME": "/nonexistent", "TERM": "dumb"])
        #expect(said.status == 1)
        #expect(said.complaint.contains(word), "\(said.complaint.prefix(300))")
    }

    /// A socket that only its owner may connect to.
    private func refusingSocket(_ path: String) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        #expect(code == 0 && listen(descriptor, 1) == 0)
        chmod(path, 0o600)
        return descriptor
    }
}
