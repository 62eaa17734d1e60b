import Foundation
import NBD
import TestSupport

/// Images and the server that reads them: QEMU's own tools are the judges here.
enum QemuNBD {
    static var isHere: Bool {
        let programs = ["/usr/bin/qemu-nbd", "/usr/bin/qemu-img", "/usr/bin/qemu-io"]
        if programs.allSatisfy({ FileManager.default.isExecutableFile(atPath: $0) }) { return true }
        print("skipped: needs qemu-nbd, qemu-img and qemu-io")
        return false
    }

    struct Failed: Error, CustomStringConvertible { var description: String }

    @discardableResult
    static func tool(_ program: String, _ arguments: String...) throws -> String {
        let run = try Program("/usr/bin/" + program, arguments)
        guard run.status == 0 else { throw Failed(description: "\(program) \(arguments): \(run.complaint)") }
        return run.output
    }

    /// An image of 64 MiB with 2 MiB of 0x11 at 1 MiB and 64 KiB of 0x22 at 40 MiB; the rest was never written.
    static func image(_ format: String, in folder: TemporaryFolder) throws -> String {
        let path = folder.path + "/disk." + format
        try tool("qemu-img", "create", "-q", "-f", format, path, "64M")
        try tool("qemu-io", "-f", format, "-c", "write -P 0x11 1M 2M", "-c", "write -P 0x22 40M 64k", path)
        return path
    }

    /// The numbers of servers that have this socket.
    static func servers(of socket: String) -> [pid_t] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []  // without /proc: none
        return all.compactMap { pid_t($0) }.filter { pid in
            // gone meanwhile: not one
            (try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8))?
                .contains("qemu-nbd\0") ?? false && Processes.isAlive(pid)
                && (try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8))?
                    .contains("--socket=" + socket + "\0") ?? false
        }
    }
}
