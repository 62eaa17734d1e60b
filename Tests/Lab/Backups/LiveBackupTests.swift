import Foundation
import Hypervisor
import NBD
import TestSupport
import Testing
import Text

extension LabSuite {
    @Suite("A backup of a running guest", .timeLimit(.minutes(5)))
    struct LiveBackupTests {
        private func fresh() async throws -> (Lab, Hypervisor, GuestID) {
            let lab = try await Lab.shared()
            try await lab.reset()
            return (lab, try await lab.connect(), try await lab.id(of: "alpha"))
        }

        @Test("full: it is what qemu-img reads of the disk, and it leaves nothing behind")
        func full() async throws {
            let (lab, hypervisor, alpha) = try await fresh()
            try await lab.write("write -P 0x11 1M 3M", to: "virtio-disk0", of: "alpha")
            try await lab.write("write -P 0x22 40M 4k", to: "virtio-disk0", of: "alpha")
            let request = BackupRequest(folder: try lab.backupFolder(), disks: [.init("vda")])
            try await hypervisor.beginBackup(of: alpha, request)
            #expect(try await hypervisor.job(of: alpha)?.operation == .backup)
            // What is written now is not part of it: QEMU keeps what was there in the scratch file.
            try await lab.write("write -P 0x99 2M 1M", to: "virtio-disk0", of: "alpha")
            let read = try await NBDExport.open(socket: request.socket, name: "vda").flat()
            try await hypervisor.endBackup(of: alpha)
            #expect(try await hypervisor.backup(of: alpha) == nil)
            #expect(try await hypervisor.job(of: alpha) == nil)
            #expect(try lab.contents(of: request.folder) == [])

            try await lab.write("write -P 0x11 2M 1M", to: "virtio-disk0", of: "alpha")
            try await hypervisor.forceOff(alpha)
            #expect(try await lab.flat(lab.image(of: "alpha")) == read)
        }

        @Test("incremental: exactly the clusters of 64 KiB that were written since the checkpoint")
        func incremental() async throws {
            let (lab, hypervisor, alpha) = try await fresh()
            let folder = try lab.backupFolder()
            let first = BackupRequest(
                folder: folder, disks: [.init("vda")], checkpoint: "unixcorn-1", checkpointed: ["vda"])
            try await hypervisor.beginBackup(of: alpha, first)
            try await hypervisor.endBackup(of: alpha)
            let checkpoints = try await hypervisor.checkpoints(of: alpha)
            #expect(checkpoints.map(\.name) == ["unixcorn-1"])
            #expect(checkpoints.first?.bitmaps == ["vda": "unixcorn-1"])

            try await lab.write("write -P 0x33 10M 64k", to: "virtio-disk0", of: "alpha")
            try await lab.write("write -P 0x44 20M 1k", to: "virtio-disk0", of: "alpha")
            try await lab.write("write -z 30M 128k", to: "virtio-disk0", of: "alpha")
            let second = BackupRequest(
                folder: folder, disks: [.init("vda", since: "unixcorn-1")], checkpoint: "unixcorn-2",
                checkpointed: ["vda"])
            try await hypervisor.beginBackup(of: alpha, second)
            #expect(try await hypervisor.backup(of: alpha)?.disks.first?.since == "unixcorn-1")
            let export = try await NBDExport.open(
                socket: second.socket, name: "vda", bitmap: BackupRequest.bitmap(of: "vda"))
            #expect(export.contexts.contains(.bitmap("backup-vda")))
            let changed = try await export.regions().filter { $0.kind != .unchanged }
            #expect(
                changed == [
                    NBDRegion(10 << 20..<(10 << 20) + 65536, .data), NBDRegion(20 << 20..<(20 << 20) + 65536, .data),
                    NBDRegion(30 << 20..<(30 << 20) + 131072, .zero),
                ])
            #expect(try await export.bytes(in: 20 << 20..<(20 << 20) + 2) == [0x44, 0x44])
            try await hypervisor.endBackup(of: alpha)
            #expect(try lab.contents(of: folder) == [])
        }

        @Test("a disk that is left out is not exported")
        func excluded() async throws {
            let (lab, hypervisor, alpha) = try await fresh()
            _ = try await lab.virsh(
                "attach-disk", "alpha", lab.folder + "/pools/san/archive.raw", "vdb", "--subdriver", "raw")
            let facts = try await hypervisor.backupDisks(of: alpha)
            #expect(facts.map(\.target) == ["vda", "vdb"])
            #expect(facts.map(\.pool) == ["ssd", "san"])
            #expect(facts.map(\.holdsBitmaps) == [true, false])
            #expect(facts.map(\.capacity) == [64 << 20, 32 << 20])
            #expect(facts.allSatisfy { $0.obstacle == nil })

            let request = BackupRequest(
                folder: try lab.backupFolder(), disks: [.init("vda")], excluded: ["vdb"], checkpoint: "unixcorn-1",
                checkpointed: ["vda"])
            try await hypervisor.beginBackup(of: alpha, request)
            #expect(try await hypervisor.backup(of: alpha)?.disks.map(\.target) == ["vda"])
            let error = await #expect(throws: NBDError.self) {
                _ = try await NBDExport.open(socket: request.socket, name: "vdb")
            }
            #expect(error?.code == .missing)
            #expect(try await NBDExport.open(socket: request.socket, name: "vda").size == 64 << 20)
            try await hypervisor.endBackup(of: alpha)
        }

        @Test("the guest stops in the middle: the error says so, and nothing is left")
        func stopped() async throws {
            let (lab, hypervisor, alpha) = try await fresh()
            try await lab.write("write -P 0x11 0 64M", to: "virtio-disk0", of: "alpha")
            let request = BackupRequest(folder: try lab.backupFolder(), disks: [.init("vda")])
            try await hypervisor.beginBackup(of: alpha, request)
            let export = try await NBDExport.open(socket: request.socket, name: "vda")
            let error = await #expect(throws: NBDError.self) {
                try await export.read([0..<export.size], depth: 1) { piece in
                    let offset = piece.offset
                    if offset == 8 << 20 { try await hypervisor.forceOff(alpha) }
                }
            }
            #expect(error?.code == .ended)
            #expect(error?.object == "vda at " + request.socket)
            #expect(error?.hint?.english.contains("the guest was shut down") == true)
            #expect(error?.offset ?? 0 > 8 << 20)
            #expect(try await hypervisor.backup(of: alpha) == nil)
            try await hypervisor.endBackup(of: alpha)
            // A QEMU that was killed cannot take its socket along.
            #expect(try lab.contents(of: request.folder).filter { $0 != "nbd.sock" } == [])
        }

        @Test("a second backup is refused at once, with what to do")
        func twice() async throws {
            let (lab, hypervisor, alpha) = try await fresh()
            let request = BackupRequest(folder: try lab.backupFolder(), disks: [.init("vda")])
            try await hypervisor.beginBackup(of: alpha, request)
            let other = try await lab.connect()
            let second = BackupRequest(folder: try lab.backupFolder(), disks: [.init("vda")])
            let error = await #expect(throws: VirtError.self) { try await other.beginBackup(of: alpha, second) }
            #expect(error?.code == .resourceBusy)
            #expect(error?.hint?.english.contains("backup") == true)
            // The first one is as it was.
            #expect(try await NBDExport.open(socket: request.socket, name: "vda").size == 64 << 20)
            try await hypervisor.endBackup(of: alpha)
            try await other.beginBackup(of: alpha, second)
            try await other.endBackup(of: alpha)
        }

        @Test("a backup whose program has died is found, and can be ended by the next one")
        func orphan() async throws {
            let (lab, hypervisor, alpha) = try await fresh()
            let request = BackupRequest(folder: try lab.backupFolder(), disks: [.init("vda")])
            try await hypervisor.beginBackup(of: alpha, request)
            await hypervisor.close()
            let next = try await lab.connect()
            #expect(try await next.backup(of: alpha)?.socket == request.socket)
            try await next.endBackup(of: alpha)
            #expect(try await next.backup(of: alpha) == nil)
            #expect(try lab.contents(of: request.folder) == [])
        }

        @Test("a guest that is off is read through qemu-nbd, and only then")
        func off() async throws {
            let (lab, hypervisor, alpha) = try await fresh()
            try await lab.write("write -P 0x55 5M 1M", to: "virtio-disk0", of: "alpha")
            let image = lab.image(of: "alpha")
            let socket = try lab.backupFolder() + "/nbd.sock"
            let refusal = await #expect(throws: NBDError.self) {
                _ = try await NBDServerProcess.serve(image: image, format: "qcow2", socket: socket)
            }
            #expect(refusal?.code == .busy)
            #expect(refusal?.hint?.english.contains("Another process uses this image") == true)

            try await hypervisor.forceOff(alpha)
            let server = try await NBDServerProcess.serve(image: image, format: "qcow2", socket: socket)
            #expect(try await server.export.flat() == lab.flat(image))
            // QEMU's lock holds: the guest cannot start under the backup.
            let error = await #expect(throws: VirtError.self) { try await hypervisor.start(alpha) }
            #expect(error?.hint?.english.contains("Another process uses this disk") == true)
            await server.stop()
            try await hypervisor.start(alpha)
        }

        @Test("a backup of a guest that is off is refused with libvirt's words")
        func refused() async throws {
            let (lab, hypervisor, _) = try await fresh()
            let beta = try await lab.id(of: "beta")
            let request = BackupRequest(folder: try lab.backupFolder(), disks: [.init("vda")])
            let error = await #expect(throws: VirtError.self) { try await hypervisor.beginBackup(of: beta, request) }
            #expect(error?.code == .operationUnsupported)
            #expect(error?.object == "beta")
            print("a backup of a guest that is off:", error?.description ?? "", error?.hint?.english ?? "")
        }
    }
}
