import Foundation
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("File systems are found on a disk that nobody trusts")
struct DiskVolumesTests {
    private static let sector = 512

    /// A disk in memory with an ext superblock's mark at these offsets.
    private func volumes(_ size: Int, ext: [Int], _ fill: (inout [UInt8]) -> Void = { _ in }) -> [DiskVolumes.Volume] {
        var bytes = [UInt8](repeating: 0, count: size)
        for offset in ext { (bytes[offset + 1080], bytes[offset + 1081]) = (0x53, 0xEF) }
        fill(&bytes)
        let disk = bytes
        return DiskVolumes(size: size) { offset, count in
            guard (0..<size).contains(offset) else { return [] }
            return Array(disk[offset..<min(size, offset + count)])
        }.volumes()
    }

    private func put(_ value: Int, _ count: Int, at place: Int, _ bytes: inout [UInt8]) {
        for number in 0..<count { bytes[place + number] = UInt8(truncatingIfNeeded: value >> (8 * number)) }
    }

    private func entry(_ slot: Int, type: UInt8, start: Int, table: Int = 0, _ bytes: inout [UInt8]) {
        (bytes[table + 510], bytes[table + 511]) = (0x55, 0xAA)
        bytes[table + 446 + slot * 16 + 4] = type
        put(start, 4, at: table + 446 + slot * 16 + 8, &bytes)
    }

    @Test("on the whole disk, and nowhere at all")
    func whole() {
        #expect(volumes(1 << 20, ext: [0]) == [.init(number: nil, offset: 0, kind: .ext)])
        #expect(volumes(1 << 20, ext: []) == [.init(number: nil, offset: 0, kind: .unknown)])
        #expect(volumes(10, ext: []).map(\.kind) == [.unknown])
        let swap = volumes(1 << 20, ext: []) { $0.replaceSubrange(4086..<4096, with: Array("SWAPSPACE2".utf8)) }
        #expect(swap.map(\.kind) == [.other("swap")])
    }

    @Test("in partitions of an old table, logical ones too")
    func mbr() {
        let found = volumes(1 << 20, ext: [64 * 512, 600 * 512]) { bytes in
            entry(0, type: 0x83, start: 64, &bytes)
            entry(1, type: 0x05, start: 500, &bytes)
            entry(0, type: 0x83, start: 100, table: 500 * 512, &bytes)
            entry(1, type: 0x05, start: 300, table: 500 * 512, &bytes)
            entry(0, type: 0x82, start: 50, table: 800 * 512, &bytes)
        }
        #expect(
            found == [
                .init(number: 1, offset: 64 * 512, kind: .ext), .init(number: 5, offset: 600 * 512, kind: .ext),
                .init(number: 6, offset: 850 * 512, kind: .unknown),
            ])
    }

    @Test("in partitions of a new table")
    func gpt() {
        let found = volumes(1 << 20, ext: [128 * 512]) { bytes in
            entry(0, type: 0xEE, start: 1, &bytes)
            bytes.replaceSubrange(512..<520, with: Array("EFI PART".utf8))
            put(2, 8, at: 512 + 72, &bytes)
            put(128, 4, at: 512 + 80, &bytes)
            put(128, 4, at: 512 + 84, &bytes)
            bytes[1024 + 128] = 1
            put(128, 8, at: 1024 + 128 + 32, &bytes)
        }
        #expect(found == [.init(number: 2, offset: 128 * 512, kind: .ext)])
    }

    @Test("tables that lead in circles or out of the disk end")
    func hostile() {
        let circle = volumes(1 << 20, ext: []) { bytes in
            entry(0, type: 0x0F, start: 500, &bytes)
            entry(0, type: 0x83, start: 1, table: 500 * 512, &bytes)
            entry(1, type: 0x05, start: 500, table: 500 * 512, &bytes)
        }
        #expect(circle.count <= 128)
        let far = volumes(1 << 20, ext: []) { bytes in
            entry(0, type: 0xEE, start: 1, &bytes)
            bytes.replaceSubrange(512..<520, with: Array("EFI PART".utf8))
            for place in 512 + 72..<512 + 92 { bytes[place] = 0xFF }
        }
        #expect(far.map(\.kind) == [.unknown])
    }
}

private var hasExtPrograms: Bool {
    let programs = ["/usr/sbin/e2fsck", "/usr/sbin/mkfs.ext4"]
    if programs.allSatisfy({ FileManager.default.isExecutableFile(atPath: $0) }) { return true }
    print("skipped: needs e2fsprogs")
    return false
}

@Suite("File systems of a restored disk are checked", .enabled(if: hasExtPrograms))
struct FileSystemCheckTests {
    private let folder: TemporaryFolder
    private var image: String { folder.path + "/vda.img" }

    init() async throws {
        folder = try TemporaryFolder()
        let made = await Command.run(
            "/usr/sbin/mkfs.ext4", ["-q", "-F", "-E", "offset=1048576", image, "8M"], seconds: 60)
        #expect(made.status == 0, "\(made.text)")
        // A table with one partition at 1 MiB.
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: image))
        try handle.seek(toOffset: 446 + 4)
        try handle.write(contentsOf: Data([0x83, 0, 0, 0, 0, 8, 0, 0]))
        try handle.seek(toOffset: 510)
        try handle.write(contentsOf: Data([0x55, 0xAA]))
        try handle.close()
    }

    @Test("a sound one in a partition is called sound")
    func sound() async {
        let proofs = await FileSystemCheck(image: image, target: "vda").proofs()
        #expect(proofs.map(\.object) == ["vda 1"] && proofs.map(\.isRight) == [true], "\(proofs)")
    }

    @Test("a broken one is called broken")
    func broken() async throws {
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: image))
        // Block bitmaps and inode tables; the superblock stays.
        for block in 2..<40 {
            try handle.seek(toOffset: UInt64(1_048_576 + block * 1024))
            try handle.write(contentsOf: Data(repeating: 0xA5, count: 1024))
        }
        try handle.close()
        let proofs = await FileSystemCheck(image: image, target: "vda").proofs()
        #expect(proofs.map(\.isRight) == [false], "\(proofs)")
    }

    @Test("one that was in use is looked at with its journal played")
    func unfinished() async throws {
        let marked = await Command.run(
            "/usr/sbin/debugfs", ["-w", "-R", "feature needs_recovery", image + "?offset=1048576"], seconds: 60)
        #expect(marked.status == 0 && marked.text.contains("needs_recovery"), "\(marked.text)")
        let before = try Data(contentsOf: URL(fileURLWithPath: image))
        let proofs = await FileSystemCheck(image: image, target: "vda").proofs()
        #expect(proofs.map(\.isRight) == [true], "\(proofs)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: image)) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["vda.img"])
    }

    @Test("nothing on it is said to be not checked, with the reason")
    func empty() async throws {
        try Data(count: 1 << 20).write(to: URL(fileURLWithPath: image))
        let proofs = await FileSystemCheck(image: image, target: "vda").proofs()
        #expect(proofs.map(\.isRight) == [nil] && proofs[0].words.english.hasPrefix("not checked: "))
    }
}

@Suite("A guest that is started for a drill")
struct DrillBootTests {
    @Test("has its scratch disks, another name, and nothing that reaches host or network")
    func definition() throws {
        let text = """
            <domain type='kvm'><name>cloud</name><uuid>11111111-2222-3333-4444-555555555555</uuid>
            <os><type>hvm</type></os><devices>
            <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/var/a.qcow2'/>
            <target dev='vda'/></disk>
            <disk type='block' device='disk'><source dev='/dev/san'/><target dev='vdb'/></disk>
            <disk type='file' device='cdrom'><source file='/iso/x.iso'/><target dev='sda'/></disk>
            <interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/></interface>
            <hostdev mode='subsystem' type='pci'/><filesystem type='mount'><source dir='/srv'/></filesystem>
            <graphics type='vnc' port='5900'/><serial type='file'><source path='/var/log/x'/></serial>
            <serial type='pty'/><channel type='unix'><source mode='bind' path='/run/x'/>
            <target type='virtio' name='org.qemu.guest_agent.0'/></channel><channel type='spicevmc'/>
            </devices></domain>
            """
        let made = try DrillBoot.definition(text, name: "cloud-drill-1", ["vda": "/scratch/vda.img"])
        #expect(made.contains("<name>cloud-drill-1</name>") && !made.contains("11111111-2222"))
        #expect(made.contains("/scratch/vda.img") && made.contains("org.qemu.guest_agent.0"))
        for word in [
            "interface", "hostdev", "filesystem", "graphics", "/dev/san", "x.iso", "/var/log/x", "/run/x", "spicevmc",
            "qcow2",
        ] { #expect(!made.contains(word), "\(word)") }
    }
}
