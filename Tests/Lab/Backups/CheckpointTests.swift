import Hypervisor
import NBD
import Testing
import Text

extension LabSuite {
    @Suite("Checkpoints", .timeLimit(.minutes(5)))
    struct CheckpointTests {
        private func fresh() async throws -> (Lab, Hypervisor, GuestID) {
            let lab = try await Lab.shared()
            try await lab.reset()
            return (lab, try await lab.connect(), try await lab.id(of: "alpha"))
        }

        private func back(_ lab: Lab, _ hypervisor: Hypervisor, _ guest: GuestID, _ name: String, since: String? = nil)
            async throws
        {
            let request = BackupRequest(
                folder: try lab.backupFolder(), disks: [.init("vda", since: since)], checkpoint: name,
                checkpointed: ["vda"])
            try await hypervisor.beginBackup(of: guest, request)
            try await hypervisor.endBackup(of: guest)
        }

        /// The bitmaps that are in the image, by QEMU's own word.
        private func bitmaps(_ lab: Lab, _ guest: String) async throws -> [String] {
            let facts = try await Command.run(["qemu-img", "info", lab.image(of: guest)])
            return facts.matches(of: /name: (\S+)/).map { String($0.output.1) }
        }

        @Test("a deleted one is gone from libvirt and from the image; the next backup since it is refused")
        func delete() async throws {
            let (lab, hypervisor, alpha) = try await fresh()
            try await lab.wait(for: "alpha", toWrite: "login:")
            try await back(lab, hypervisor, alpha, "unixcorn-1")
            try await back(lab, hypervisor, alpha, "unixcorn-2", since: "unixcorn-1")
            #expect(try await hypervisor.checkpoints(of: alpha).map(\.name) == ["unixcorn-1", "unixcorn-2"])
            #expect(try await hypervisor.checkpoints(of: alpha).last?.parent == "unixcorn-1")
            try await hypervisor.deleteCheckpoint("unixcorn-1", of: alpha)
            #expect(try await hypervisor.checkpoints(of: alpha).map(\.name) == ["unixcorn-2"])
            let error = await #expect(throws: VirtError.self) {
                try await back(lab, hypervisor, alpha, "unixcorn-3", since: "unixcorn-1")
            }
            #expect(error?.code == .noCheckpoint)
            #expect(error?.hint?.english.contains("read whole") == true)
            #expect(try await hypervisor.backup(of: alpha) == nil)
            let unknown = await #expect(throws: VirtError.self) {
                try await hypervisor.deleteCheckpoint("unixcorn-1", of: alpha)
            }
            #expect(unknown?.code == .noCheckpoint)
            try await hypervisor.shutDown(alpha, by: .acpi)
            try await lab.wait(for: "alpha", toBe: "shut off")
            #expect(try await bitmaps(lab, "alpha") == ["unixcorn-2"])
        }

        @Test("a forgotten one is told again from its XML, and tells the changes as before")
        func redefine() async throws {
            let (lab, hypervisor, alpha) = try await fresh()
            try await back(lab, hypervisor, alpha, "unixcorn-1")
            let xml = try await hypervisor.xml(ofCheckpoint: "unixcorn-1", of: alpha)
            try await lab.write("write -P 0x33 10M 64k", to: "virtio-disk0", of: "alpha")
            try await hypervisor.deleteCheckpoint("unixcorn-1", of: alpha, metadataOnly: true)
            #expect(try await hypervisor.checkpoints(of: alpha) == [])
            try await hypervisor.redefineCheckpoint(xml: xml, of: alpha)
            let request = BackupRequest(
                folder: try lab.backupFolder(), disks: [.init("vda", since: "unixcorn-1")])
            try await hypervisor.beginBackup(of: alpha, request)
            let export = try await NBDExport.open(
                socket: request.socket, name: "vda", bitmap: BackupRequest.bitmap(of: "vda"))
            #expect(
                try await export.regions().filter { $0.kind != .unchanged } == [
                    NBDRegion(10 << 20..<(10 << 20) + 65536, .data)
                ])
            try await hypervisor.endBackup(of: alpha)
        }

        @Test("after the guest's process was killed its bitmap is no longer trusted: refused, and a full backup works")
        func broken() async throws {
            let (lab, hypervisor, alpha) = try await fresh()
            try await back(lab, hypervisor, alpha, "unixcorn-1")
            // As a power cut: QEMU cannot write its bitmaps.
            try await lab.run("run", "sh", "-c", "kill -9 $(cat /run/libvirt/qemu/alpha.pid)")
            try await lab.wait(for: "alpha", toBe: "shut off")
            try await hypervisor.start(alpha)
            #expect(try await hypervisor.checkpoints(of: alpha).map(\.name) == ["unixcorn-1"])
            let error = await #expect(throws: VirtError.self) {
                try await back(lab, hypervisor, alpha, "unixcorn-2", since: "unixcorn-1")
            }
            #expect(error?.code == .checkpointInconsistent)
            try await hypervisor.deleteCheckpoint("unixcorn-1", of: alpha, metadataOnly: true)
            try await back(lab, hypervisor, alpha, "unixcorn-2")
            #expect(try await hypervisor.checkpoints(of: alpha).map(\.name) == ["unixcorn-2"])
        }
    }
}
