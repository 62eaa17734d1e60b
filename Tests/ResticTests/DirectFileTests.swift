import Foundation
import TestSupport
import Testing
import Text

@testable import Restic

@Suite("A file that is filled past the page cache")
struct DirectFileTests {
    /// Memory has no way past the cache: there it takes the other way.
    static let folders = ["/var/tmp", "/dev/shm"].filter { FileManager.default.isWritableFile(atPath: $0) }

    @Test("what was written side by side, at pages and beside them, is there", arguments: folders)
    func content(_ place: String) async throws {
        let path = "\(place)/unixcorn-direct-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data().write(to: URL(fileURLWithPath: path))
        let file = try DirectFile(opening: path)
        var whole = [UInt8](repeating: 0, count: 9 << 20)
        // Pages, several MiB at once, what begins or ends within a page, and a hole.
        let parts = [
            0..<4096, 1 << 20..<(3 << 20) + 8192, 5 << 20..<(5 << 20) + 100, (6 << 20) + 512..<(6 << 20) + 9000,
        ]
        for (number, part) in parts.enumerated() {
            for index in part { whole[index] = UInt8(truncatingIfNeeded: index &* 31 &+ number) }
        }
        let all = whole
        try await withThrowingTaskGroup(of: Void.self) { group in
            for part in parts { group.addTask { try await file.write(Array(all[part]), at: part.lowerBound) } }
            try await group.waitForAll()
        }
        try await file.finish(size: whole.count)
        #expect(try [UInt8](Data(contentsOf: URL(fileURLWithPath: path))) == whole)
    }

    @Test("pieces that come in any order, from more regions than are filled at once, are there", arguments: folders)
    func anyOrder(_ place: String) async throws {
        let path = "\(place)/unixcorn-direct-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data().write(to: URL(fileURLWithPath: path))
        let file = try DirectFile(opening: path, lanes: 2)
        var dice = SystemRandomNumberGenerator()
        var (parts, end) = ([Range<Int>](), 0)
        while end < 40 << 20 {
            let length = Int.random(in: 1...600, using: &dice) * 4096
            parts.append(end..<end + length)
            end += length
        }
        let whole = (0..<end).map { UInt8(truncatingIfNeeded: $0 >> 12 &* 7 &+ $0) }
        for part in parts.shuffled(using: &dice) { try await file.write(Array(whole[part]), at: part.lowerBound) }
        try await file.finish()
        #expect(try [UInt8](Data(contentsOf: URL(fileURLWithPath: path))) == whole)
    }

    @Test("a file that is not there, and one that is full, are told by name")
    func refused() async throws {
        #expect(throws: RepositoryError.self) { try DirectFile(opening: "/nowhere/at/all") }
        let file = try DirectFile(opening: "/dev/full")
        let error = await #expect(throws: RepositoryError.self) {
            try await file.write([UInt8](repeating: 1, count: 4096), at: 0)
            try await file.finish()
        }
        #expect(error?.kind == .target && error?.message.english.contains("/dev/full") == true)
        #expect(error?.hint == .otherTarget)
    }
}
