import Foundation
import Hypervisor
import NBD
import Synchronization
import TestSupport

/// What the backup tests do with the lab's disks.
extension Lab {
    /// Writes to a running guest's disk as the guest itself would: through QEMU's own device.
    func write(_ words: String, to disk: String, of guest: String) async throws {
        _ = try await virsh(
            "qemu-monitor-command", guest, "--hmp",
            "qemu-io -d /machine/peripheral/\(disk)/virtio-backend \"\(words)\"")
    }

    /// The image's content, flat, as `qemu-img convert` gives it. The guest must be off.
    func flat(_ image: String) async throws -> Data {
        let file = folder + "/flat"
        _ = try await Command.run(["qemu-img", "convert", "-O", "raw", image, file])
        defer { unlink(file) }
        return try Data(contentsOf: URL(fileURLWithPath: file))
    }

    func image(of guest: String) -> String { folder + "/pools/ssd/" + guest + ".qcow2" }

    /// A new folder for one backup's socket and scratch files.
    func backupFolder() throws -> String {
        let path = folder + "/b" + String(UUID().uuidString.prefix(8))
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    /// Writes so many MiB that cannot be packed at the beginning of a running guest's disk.
    func writeNoise(_ count: Int, to guest: String) async throws {
        let noise = folder + "/noise"
        _ = try await Command.run(["sh", "-c", "head -c \(count)M /dev/urandom >\(noise)"])
        defer { unlink(noise) }
        try await write("write -s \(noise) 0 \(count)M", to: "virtio-disk0", of: guest)
    }

    /// Every guest as it was first, but for alpha's disk: it has 128 MiB, more than a pack and all that waits beside it.
    func resetWithLargeDisk() async throws {
        try await reset()
        _ = try await virsh("blockresize", "alpha", "vda", "128M")
    }

    /// Writes of ours to the guest's disk that failed since the guest's start: QEMU's log has them.
    func failedWrites(of guest: String) throws -> Int {
        try String(contentsOfFile: "\(folder)/log/qemu/\(guest).log", encoding: .utf8).matches(of: /write failed/).count
    }

    func contents(of folder: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder) }
}

extension NBDExport {
    /// All of it, as a restore would lay it down: zeroes where nothing is to be read.
    func flat() async throws -> Data {
        let data = Mutex(Data(count: Int(size)))
        let ranges = try await regions().filter { $0.kind == .data }.map(\.range)
        try await read(ranges) { piece in
            let offset = Int(piece.offset)
            data.withLock { $0.replaceSubrange(offset..<offset + piece.count, with: piece.bytes) }
        }
        return data.withLock { $0 }
    }
}
