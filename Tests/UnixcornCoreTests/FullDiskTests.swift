import Foundation
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("A full disk")
struct FullDiskTests {
    /// A file system of one mebibyte, gone with its value.
    final class TinyDisk {
        let folder: TemporaryFolder

        init?() throws {
            folder = try TemporaryFolder()
            let mount = try Program("/bin/mount", ["-t", "tmpfs", "-o", "size=1m", "tiny", folder.path])
            guard mount.status == 0 else { return nil }
        }

        /// Takes all the room there is.
        func fill() throws {
            let path = folder.path + "/filler"
            let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
            defer { close(descriptor) }
            let page = [UInt8](repeating: 7, count: 4096)
            while write(descriptor, page, page.count) > 0 {}
        }

        func empty() throws { try FileManager.default.removeItem(atPath: folder.path + "/filler") }

        deinit {
            // Left behind it is one mebibyte of memory.
            _ = try? Program("/bin/umount", ["-l", folder.path])
        }
    }

    @Test("an operation is refused before anything is done, reading goes on, and room makes it work again")
    func refused() async throws {
        guard geteuid() == 0, let disk = try TinyDisk() else { return print("skipped: needs root and mount") }
        let store = try StateStore(folder: disk.folder.path + "/state")
        let journal = Journal(store) { _ in }
        let runner = JobRunner(store, journal: journal) { _, _ in }
        _ = try await runner.wait(for: try await runner.submit(Sample.start))
        let before = try await runner.jobs().count

        try disk.fill()
        let strict = JobRunner(store, journal: journal) { _, _ in Issue.record("done on a full disk") }
        // What the write-ahead log has room for may still fit: refused is what does not.
        var refusal: OperationFailure?
        do throws(OperationFailure) { _ = try await strict.submit(Sample.start) } catch { refusal = error }
        let failure = try #require(refusal)
        #expect(failure.hint?.english.contains("disk is full") == true)
        #expect(failure.message.english.contains(disk.folder.path))
        #expect(try await runner.jobs().count == before)
        #expect(try await journal.verify().isIntact)

        try disk.empty()
        #expect(try await runner.wait(for: try await runner.submit(Sample.start)).state == .done)
        #expect(try await journal.verify().isIntact)
    }
}
