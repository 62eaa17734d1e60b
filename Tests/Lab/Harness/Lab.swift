import Foundation
import Hypervisor

/// A private libvirtd with real guests (see the script `Tests/Lab/lab`), one for the whole test process.
///
/// The script holds the other end of a pipe of ours: when this process ends, however it ends, so does the lab.
final class Lab: Sendable {
    let folder: String
    let uri: String
    private let command: Command

    /// The lab of this process, started at the first call.
    static func shared() async throws -> Lab { try await starting.value }

    /// Whether a lab can run here. Says so when it cannot.
    static let isPossible: Bool = {
        let programs = [
            "/usr/sbin/libvirtd", "/usr/sbin/virtlogd", "/usr/bin/virsh", "/usr/bin/qemu-system-x86_64",
            "/usr/bin/qemu-img", "/usr/bin/busybox", "/usr/bin/unshare",
        ]
        let isPossible = getuid() == 0 && programs.allSatisfy { access($0, X_OK) == 0 }
        if !isPossible { print("skipped: needs root, QEMU and libvirtd") }
        return isPossible
    }()

    private static let starting = Task { try await start("/tmp/unixcorn-lab-\(getpid())") }

    /// A second host: a libvirtd of its own beside the first one's.
    static func second() async throws -> Lab { try await startingSecond.value }

    private static let startingSecond = Task { try await start("/tmp/unixcorn-lab2-\(getpid())") }

    private static func start(_ folder: String) async throws -> Lab {
        let command = try Command(
            [script, "start", "--while-stdin", "--folder", folder], joinsErrors: false)
        let line = await withCheckedContinuation { continuation in
            onOwnThread { continuation.resume(returning: command.readLine()) }
        }
        guard let uri = line, uri.hasPrefix("qemu+unix:") else {
            throw Command.Failed(description: "the lab does not start; its script says why on stderr")
        }
        return Lab(folder: folder, uri: uri, command: command)
    }

    /// Takes every guest and the network away: a host that has nothing but its pools.
    func empty() async throws {
        try await reset()
        for guest in try await virsh("list", "--all", "--name").split(separator: "\n") {
            _ = try? await virsh("destroy", String(guest))  // off already
            _ = try await virsh("undefine", String(guest))
        }
        _ = try await Command.run(["sh", "-c", "rm -f \(folder)/pools/ssd/*"])
        _ = try await virsh("net-destroy", "lab")
        _ = try await virsh("net-undefine", "lab")
    }

    /// The script beside this file's folder.
    static let script: String = {
        let parts = #filePath.split(separator: "/").dropLast(2)
        return "/" + parts.joined(separator: "/") + "/lab"
    }()

    private init(folder: String, uri: String, command: Command) {
        self.folder = folder
        self.uri = uri
        self.command = command
    }

    /// One command of the script: `run("freeze-guest", "alpha")`.
    @discardableResult
    func run(_ words: String...) async throws -> String {
        try await Command.run([Self.script, words[0], "--folder", folder] + words.dropFirst())
    }

    /// What virsh says: the judge of every test here.
    func virsh(_ words: String...) async throws -> String {
        let text = try await Command.run(["virsh", "-q", "-c", uri] + words)
        return text.trimmingSuffix(while: \.isWhitespace)
    }

    /// What starts a program among the lab's mounts and processes, on this machine's network.
    var entry: [String] {
        get throws {
            let numbers = try String(contentsOfFile: folder + "/init.pid", encoding: .utf8)
            return ["nsenter", "--target", String(numbers.prefix { $0 != " " }), "--mount", "--pid", "--wd=/"]
        }
    }

    /// virsh's word for a guest's state: `running`, `shut off`, `paused`.
    func state(of guest: String) async throws -> String { try await virsh("domstate", guest) }

    func id(of guest: String) async throws -> GuestID { GuestID(rawValue: try await virsh("domuuid", guest)) }

    func connect(_ access: Hypervisor.Access = .readWrite) async throws -> Hypervisor {
        try await Hypervisor.open(uri, access: access)
    }

    /// Every guest as it was first: alpha runs, delta, beta and gamma are off; libvirtd runs.
    func reset() async throws {
        _ = try? await run("thaw-libvirtd")  // it fails where none runs, and the next command starts one
        try await run("start-libvirtd")
        try await run("reset-guests")
    }

    /// Waits until `guest` is in virsh's state `wanted`.
    func wait(for guest: String, toBe wanted: String, within seconds: Double = 60) async throws {
        try await eventually("\(guest) is \(wanted)", within: seconds) { try await self.state(of: guest) == wanted }
    }

    /// Waits until `guest` has written `text` on its serial port since its definition.
    func wait(for guest: String, toWrite text: String, within seconds: Double = 60) async throws {
        try await eventually("\(guest) writes '\(text)'", within: seconds) {
            try await self.run("serial", guest).contains(text)
        }
    }
}

extension StringProtocol {
    fileprivate func trimmingSuffix(while drop: (Character) -> Bool) -> String {
        var end = endIndex
        while end > startIndex, drop(self[index(before: end)]) { end = index(before: end) }
        return String(self[..<end])
    }
}

/// Asks again and again, until `condition` holds or the time is over.
func eventually(
    _ what: String, within seconds: Double, _ condition: @Sendable () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(50))
    }
    throw Command.Failed(description: "not within \(seconds) s: \(what)")
}

/// How long `work` took.
func seconds(_ work: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await work()
    let parts = (ContinuousClock.now - start).components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
}
