import Foundation
import Synchronization
import Testing

@testable import UnixcornCore

/// What a console knows of the lab's guests when nothing is polled: only events change it after the first reading.
private final class Watch: Sendable {
    private final class Latest: Sendable {
        let guests = Mutex<[Guest]>([])
    }

    private let latest = Latest()
    private let source: GuestSource
    private let task = Mutex<Task<Void, Never>?>(nil)
    /// Seconds between two polls of anything.
    static let slowPoll = 600.0
    /// Ten times the promised two seconds, far below the poll.
    static let limit = 20.0

    init(_ lab: Lab) async throws {
        let link = HostLink(
            .init(name: "lab", uri: lab.uri), access: .readWrite, desk: PasswordDesk { _ in })
        var settings = GuestSource.Settings()
        (settings.refresh, settings.inventory, settings.agents) = (Self.slowPoll, Self.slowPoll, Self.slowPoll)
        source = GuestSource(link: link, settings: settings) { [latest] updates in
            for case .guests(_, let guests, _) in updates { latest.guests.withLock { $0 = guests } }
        }
        task.withLock { [source] in $0 = Task { await source.run() } }
        try await eventually("the guests are listed and counted", within: 30) {
            self["alpha"]?.memory ?? 0 > 0 && self["alpha"]?.residentMemory != nil
        }
    }

    deinit { task.withLock { $0?.cancel() } }

    subscript(name: String) -> Guest? { latest.guests.withLock { $0 }.first { $0.name == name } }

    /// Reads a guest anew, as after a deed of the console.
    func reread(_ name: String) async {
        guard let id = self[name]?.id else { return }
        await source.changed(.guest(host: source.host, id: id, name: name))
    }

    /// Waits until what is known of `name` is as wanted, and says how long it took.
    func sees(_ what: String, of name: String, _ isWanted: @Sendable @escaping (Guest) -> Bool) async throws {
        let took = try await seconds {
            try await eventually("\(what): \(String(describing: self[name]))", within: Self.limit) {
                self[name].map(isWanted) ?? false
            }
        }
        print("\(what): known after \(took) s")
    }
}

extension LabSuite {
    @Suite("Facts that change by events alone", .timeLimit(.minutes(5)))
    struct EventTests {
        /// The lab with alpha's system up, so that it answers to a button and to unplugging.
        private func ready() async throws -> Lab {
            let lab = try await Lab.shared()
            try await lab.reset()
            try await lab.wait(for: "alpha", toWrite: "login:")
            return lab
        }

        @Test("a disk and an interface plugged into a running guest, and pulled out")
        func devices() async throws {
            let lab = try await ready()
            let watch = try await Watch(lab)
            let image = lab.folder + "/pools/ssd/second.qcow2"
            _ = try await lab.run("run", "qemu-img", "create", "-q", "-f", "qcow2", image, "16M")
            _ = try await lab.virsh(
                "attach-disk", "alpha", image, "vdb", "--subdriver", "qcow2", "--targetbus", "virtio", "--live")
            try await watch.sees("disk plugged in", of: "alpha") { $0.disks.contains { $0.source == image } }
            _ = try await lab.virsh("detach-disk", "alpha", "vdb", "--live")
            try await watch.sees("disk pulled out", of: "alpha") { !$0.disks.contains { $0.source == image } }
            let mac = "52:54:00:1a:b0:77"
            _ = try await lab.virsh(
                "attach-interface", "alpha", "network", "lab", "--mac", mac, "--model", "virtio", "--live")
            try await watch.sees("interface plugged in", of: "alpha") { guest in
                guest.interfaces.contains { $0.mac == mac && $0.tap != nil }
            }
            _ = try await lab.virsh("detach-interface", "alpha", "network", "--mac", mac, "--live")
            try await watch.sees("interface pulled out", of: "alpha") { !$0.interfaces.contains { $0.mac == mac } }
        }

        @Test("a block job moves a disk to another file, and a commit moves it back")
        func blockJobs() async throws {
            let lab = try await ready()
            let watch = try await Watch(lab)
            let (first, copy) = (lab.folder + "/pools/ssd/alpha.qcow2", lab.folder + "/pools/ssd/copy.qcow2")
            #expect(watch["alpha"]?.disks.first?.source == first)
            _ = try await lab.virsh(
                "blockcopy", "alpha", "vda", "--dest", copy, "--format", "qcow2", "--transient-job", "--wait",
                "--pivot")
            try await watch.sees("copied", of: "alpha") { $0.disks.first?.source == copy }
            // A snapshot of the disk makes a layer. libvirt tells nobody of it; the commit is told.
            let layer = lab.folder + "/pools/ssd/layer.qcow2"
            _ = try await lab.virsh(
                "snapshot-create-as", "alpha", "layer", "--disk-only", "--no-metadata", "--diskspec",
                "vda,file=\(layer)")
            await watch.reread("alpha")
            try await watch.sees("layer", of: "alpha") {
                $0.disks.first?.source == layer && $0.disks.first?.backingChain == [copy]
            }
            _ = try await lab.virsh("blockcommit", "alpha", "vda", "--active", "--wait", "--pivot")
            try await watch.sees("committed", of: "alpha") {
                $0.disks.first?.source == copy && $0.disks.first?.backingChain == []
            }
        }

        @Test("the balloon gives memory back")
        func balloon() async throws {
            let lab = try await ready()
            let watch = try await Watch(lab)
            #expect(watch["alpha"]?.memory == 96 << 20)
            _ = try await lab.virsh("setmem", "alpha", "65536", "--live")
            // The guest gives what it can: some hundred KiB less than it was asked for.
            try await watch.sees("balloon", of: "alpha") { $0.memory < 70 << 20 }
        }

        @Test("the agent comes, tells its system, goes and comes back")
        func agent() async throws {
            let lab = try await ready()
            let watch = try await Watch(lab)
            _ = try await lab.virsh("start", "delta")
            try await lab.wait(for: "delta", toWrite: "login:")
            try await watch.sees("agent connected", of: "delta") {
                $0.agent.state == .connected && $0.agent.hostname == "delta"
            }
            let hypervisor = try await lab.connect()
            let console = try await hypervisor.openConsole(of: lab.id(of: "delta"), alias: nil, force: true)
            console.send(Array("killall qemu-ga\n".utf8))
            try await watch.sees("agent gone", of: "delta") { $0.agent.state == .disconnected }
            console.send(
                Array("qemu-ga -m virtio-serial -p /dev/$(basename /sys/class/virtio-ports/*) -t /run &\n".utf8))
            try await watch.sees("agent back", of: "delta") { $0.agent.state == .connected }
            console.close()
            await hypervisor.close()
        }
    }
}
