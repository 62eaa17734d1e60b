import Foundation
import TestSupport
import Testing

/// Real packets through real rules, by the program `packet-bench`: in a namespace of its own, as root and as nobody.
@Suite("Packets in the kernel")
struct PacketTests {
    private static let site = #filePath.replacingOccurrences(
        of: "UnixcornCoreTests/Firewall/PacketTests.swift", with: "Fixtures/packet-bench/site")

    private func bench(_ arguments: [String], through: [String] = []) throws -> (text: String, status: Int32) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = through + [Processes.built("packet-bench")] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (text, process.terminationStatus)
    }

    @Test(
        "at least 500 cases: kernel, simulator and policy agree, and every drop has a name",
        .enabled(if: Root.hasNamespaces, "needs root"))
    func cases() throws {
        let (text, status) = try bench(["cases", Self.site + "/firewall.toml", Self.site + "/guests.json"])
        #expect(status == 0, "\(text)")
        let count = text.split(separator: "\n").last?.split(separator: " ").first.flatMap { Int($0) } ?? 0
        #expect(count >= 500, "\(text)")
    }

    @Test("the same as a user without rights, in namespaces of its own", .enabled(if: Root.hasNamespaces, "needs root"))
    func unprivileged() throws {
        // Whoever may not read the build folder gets the program and its site in a place of their own.
        let folder = try TemporaryFolder()
        let files = FileManager.default
        try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        try files.copyItem(atPath: Processes.built("packet-bench"), toPath: folder.path + "/packet-bench")
        for name in ["firewall.toml", "guests.json", "blocklist.txt"] {
            try files.copyItem(atPath: Self.site + "/" + name, toPath: folder.path + "/" + name)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
        process.arguments = [
            "--reuid=65534", "--regid=65534", "--clear-groups", "unshare", "-Urn", folder.path + "/packet-bench",
            "cases",
            folder.path + "/firewall.toml", folder.path + "/guests.json",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(text)")
    }

    @Test(
        "20,000 random packets: the simulator says what the kernel does", .enabled(if: Root.hasNamespaces, "needs root")
    )
    func random() throws {
        let seed = String(UInt64.random(in: 0..<1 << 32))
        let (text, status) = try bench(
            ["random", Self.site + "/firewall.toml", Self.site + "/guests.json", "20000", seed])
        #expect(status == 0, "\(text)")
    }
}
