import Foundation

/// The second process of these tests: `work-fixture`, built beside the test bundle.
struct Fixture {
    let process = Process()
    private let output = Pipe()

    /// Where the build put it; nil where it is not.
    static var path: String? {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        for _ in 0..<4 {
            let candidate = folder.appendingPathComponent("work-fixture").path
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
            folder.deleteLastPathComponent()
        }
        return nil
    }

    init(_ arguments: [String]) throws {
        guard let path = Self.path else { throw CocoaError(.fileNoSuchFile) }
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = output
        try process.run()
    }

    /// The first line that it says.
    func firstLine() async -> String {
        await onOwnThread { [descriptor = output.fileHandleForReading.fileDescriptor] in
            Self.bytes(from: descriptor, until: UInt8(ascii: "\n"))
        }
    }

    /// Everything it says until its end.
    func finish() async -> String {
        let text = await onOwnThread { [descriptor = output.fileHandleForReading.fileDescriptor] in
            Self.bytes(from: descriptor, until: nil)
        }
        process.waitUntilExit()
        return text
    }

    /// Reads until `last` or the end of the output. Blocks.
    private static func bytes(from descriptor: Int32, until last: UInt8?) -> String {
        var (text, byte): ([UInt8], UInt8) = ([], 0)
        while read(descriptor, &byte, 1) == 1, byte != last { text.append(byte) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Blocks a thread of its own instead of one of the pool, which all tests share and which is as small as the machine.
    private func onOwnThread(_ work: @escaping @Sendable () -> String) async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: work()) }
        }
    }

    /// `kill -9`, and its burial.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
