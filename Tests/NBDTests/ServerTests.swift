import Foundation
import NBD
import TestSupport
import Testing

@Suite("A server that fails", .enabled(if: QemuNBD.isHere), .timeLimit(.minutes(2)))
struct ServerTests {
    private func serve(_ folder: TemporaryFolder, patience: Double = 30) async throws -> NBDServerProcess {
        let image = try QemuNBD.image("raw", in: folder)
        return try await NBDServerProcess.serve(
            image: image, format: "raw", socket: folder.path + "/nbd", patience: patience)
    }

    @Test("no server: the socket is named, and what to do")
    func none() async throws {
        let error = await #expect(throws: NBDError.self) { _ = try await NBDExport.open(socket: "/nowhere/nbd") }
        #expect(error?.code == .missing)
        #expect(error?.description.contains("/nowhere/nbd") == true)
        #expect(error?.hint != nil)
    }

    @Test("an export of another name is refused in the server's words")
    func wrongName() async throws {
        let folder = try TemporaryFolder()
        let image = try QemuNBD.image("raw", in: folder)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/qemu-nbd")
        process.arguments = ["-r", "-t", "-f", "raw", "-x", "vda", "-k", folder.path + "/nbd", image]
        try process.run()
        defer { kill(process.processIdentifier, SIGKILL) }
        #expect(Eventually.holds { FileManager.default.fileExists(atPath: folder.path + "/nbd") })
        var error: NBDError?
        // The socket is there a moment before anybody listens.
        for _ in 0..<1000 where error == nil || error?.code == .refused {
            error = await #expect(throws: NBDError.self) {
                _ = try await NBDExport.open(socket: folder.path + "/nbd", name: "vdb", patience: 10)
            }
        }
        #expect(error?.object == "vdb at " + folder.path + "/nbd")
        #expect(error?.code == .missing)
    }

    @Test("an image that is not there: qemu-nbd's own words")
    func missingImage() async throws {
        let folder = try TemporaryFolder()
        let error = await #expect(throws: NBDError.self) {
            _ = try await NBDServerProcess.serve(
                image: folder.path + "/none", format: "raw", socket: folder.path + "/nbd")
        }
        #expect(error?.code == .missing)
        #expect(error?.message.contains("No such file") == true)
        #expect(error?.object == folder.path + "/none")
    }

    @Test("a server that dies is told with the place that was read")
    func killed() async throws {
        let folder = try TemporaryFolder()
        let server = try await serve(folder)
        let socket = folder.path + "/nbd"
        let error = await #expect(throws: NBDError.self) {
            try await server.export.read([0..<64 << 20], depth: 2) { piece in
                let offset = piece.offset
                if offset == 4 << 20 { for pid in QemuNBD.servers(of: socket) { kill(pid, SIGKILL) } }
            }
        }
        #expect(error?.code == .ended)
        #expect(error.flatMap(\.offset) ?? 0 > 4 << 20)
    }

    @Test("a server that stops answering is given up after the time it was given")
    func frozen() async throws {
        let folder = try TemporaryFolder()
        let server = try await serve(folder, patience: 1)
        let socket = folder.path + "/nbd"
        let start = ContinuousClock.now
        let error = await #expect(throws: NBDError.self) {
            try await server.export.read([0..<64 << 20], depth: 2) { piece in
                let offset = piece.offset
                if offset == 4 << 20 { for pid in QemuNBD.servers(of: socket) { kill(pid, SIGSTOP) } }
            }
        }
        #expect(error?.code == .timedOut)
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test("a cancelled read ends within a second, though the server is silent")
    func cancelled() async throws {
        let folder = try TemporaryFolder()
        let server = try await serve(folder)
        for pid in QemuNBD.servers(of: folder.path + "/nbd") { kill(pid, SIGSTOP) }
        let reading = Task { try await server.export.read([0..<64 << 20]) { _ in } }
        reading.cancel()
        let start = ContinuousClock.now
        await #expect(throws: CancellationError.self) { try await reading.value }
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test("the server ends with its value, and takes its socket along")
    func dropped() async throws {
        let folder = try TemporaryFolder()
        let socket = folder.path + "/nbd"
        var server: NBDServerProcess? = try await serve(folder)
        #expect(server != nil && QemuNBD.servers(of: socket).count == 1)
        server = nil
        #expect(Eventually.holds { QemuNBD.servers(of: socket).isEmpty })
        #expect(!FileManager.default.fileExists(atPath: socket))
    }

    @Test("the server ends with a parent that is killed")
    func orphan() async throws {
        let folder = try TemporaryFolder()
        let image = try QemuNBD.image("raw", in: folder)
        let parent = Process()
        parent.executableURL = URL(fileURLWithPath: Processes.built("nbd-bench"))
        parent.arguments = [image, "raw", "0"]
        let pipe = Pipe()
        parent.standardOutput = pipe
        try parent.run()
        let line = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
        #expect(line.hasPrefix("serving"))
        let socket = "/tmp/nbd-bench-\(parent.processIdentifier)"
        #expect(QemuNBD.servers(of: socket).count == 1)
        kill(parent.processIdentifier, SIGKILL)
        parent.waitUntilExit()
        #expect(Eventually.holds { QemuNBD.servers(of: socket).isEmpty })
        unlink(socket)
    }
}
