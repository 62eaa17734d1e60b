import Foundation
import Glibc
import TestSupport
import Testing

@testable import UnixcornCore

private let hasTools: Bool = {
    let isHere = FileManager.default.isExecutableFile(atPath: "/usr/bin/qemu-img")
    if !isHere { print("skipped: needs qemu-img") }
    return isHere
}()

@Suite("A new image is filled", .enabled(if: hasTools))
struct NewImageTests {
    private func tool(_ words: [String]) async -> Command.Outcome {
        await Command.run("/usr/bin/qemu-img", words, seconds: 60)
    }

    @Test(
        "QEMU sees what was written where it was written, zeros elsewhere, and nothing wrong with the image",
        arguments: ["raw", "qcow2"], [600 << 20, (3 << 20) + 1536])
    func content(_ format: String, _ size: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/new." + format
        let image = try await NewImage.make(path, format: format, size: size)
        var places = [0, 65536, 2 << 20, size - 1536]
        // Over the end of what one table of a qcow2 tells: 512 MiB.
        if size > 512 << 20 { places.append((512 << 20) - 32768) }
        let flat = folder.path + "/flat"
        #expect(FileManager.default.createFile(atPath: flat, contents: nil))
        let judge = try FileHandle(forWritingTo: URL(fileURLWithPath: flat))
        try judge.truncate(atOffset: UInt64(size))
        for (number, place) in places.enumerated() {
            let count = min(65536, size - place)
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ number &+ 1) }
            try await image.write(bytes, at: place)
            try judge.seek(toOffset: UInt64(place))
            try judge.write(contentsOf: bytes)
        }
        try await image.finish()
        try judge.close()
        let compared = await tool(["compare", "-f", format, "-F", "raw", path, flat])
        #expect(compared.status == 0, "\(compared.text)")
        if format == "qcow2" { #expect(await tool(["check", path]).status == 0) }
        let facts = try FileManager.default.attributesOfItem(atPath: path)
        #expect(facts[.posixPermissions] as? Int == 0o600)
        // Holes stay holes.
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_blocks * 512 < 2 << 20)
    }

    @Test("more than the disk has, and a folder that is not there, are refused")
    func refused() async throws {
        let folder = try TemporaryFolder()
        let image = try await NewImage.make(folder.path + "/a", format: "raw", size: 8192)
        await #expect(throws: OperationFailure.self) { try await image.write([1, 2, 3], at: 8190) }
        let failure = await #expect(throws: OperationFailure.self) {
            _ = try await NewImage.make(folder.path + "/none/b", format: "qcow2", size: 8192)
        }
        #expect(failure?.message.english.contains("/none/b") == true)
    }
}
