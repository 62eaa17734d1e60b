import Foundation
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("Sets from files")
struct PolicyFilesTests {
    let folder: TemporaryFolder
    var policy: String { folder.path + "/firewall.toml" }

    init() throws { folder = try TemporaryFolder() }

    private func write(_ text: String, to name: String) throws {
        try text.write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
    }

    private func problems() -> [ConfigurationProblem] {
        do {
            _ = try PolicyReading.read(file: policy)
            return []
        } catch {
            return error.problems
        }
    }

    @Test("a file beside the policy gives a set, its comments and blanks do not")
    func reads() throws {
        try write("# bad\n\n 192.0.2.0/24 # net\r\n2001:db8::1\n198.51.100.1-198.51.100.9 ; SBL1", to: "list.txt")
        try write("[sets]\nbad = { file = \"list.txt\" }\nall = [\"@bad\", \"203.0.113.1\"]\n", to: "firewall.toml")
        let sets = try PolicyReading.read(file: policy).sets
        #expect(sets["bad"]?.blocks.map(\.description) == ["192.0.2.0/24", "198.51.100.1-198.51.100.9", "2001:db8::1"])
        #expect(sets["bad"]?.source == folder.path + "/list.txt" && sets["bad"]?.line == 2)
        #expect(sets["all"]?.blocks.count == 4)
    }

    @Test(
        "plain lines are what the C library reads",
        arguments: [
            "1.2.3.4", "0.0.0.0/0", "255.255.255.255/32", "10.0.0.0/8", "10.0.0.1/8", "01.2.3.4", "1.2.3", "1.2.3.4.5",
            "1.2.3.256", "1..3.4", "1.2.3.4/", "1.2.3.4/33", "1.2.3.4/032", "/8", ".", "", "1.2.3.4/8/8", "1.2.3.-4",
            "::1",
        ])
    func plain(_ text: String) {
        guard let block = PlainIPv4.block(ArraySlice(text.utf8)) else {
            #expect(AddressBlock(text).map { $0.isIPv6 || text.hasSuffix("/032") } ?? true)
            return
        }
        #expect(block == AddressBlock(text))
    }

    @Test("its wrong lines are told with its own name and line")
    func wrongLines() throws {
        try write("192.0.2.0/24\nnonsense\n192.0.2.1/24\n192.0.2.7\n", to: "list.txt")
        try write("[sets]\nbad = { file = \"list.txt\" }\n", to: "firewall.toml")
        let found = problems()
        #expect(found.map(\.file) == Array(repeating: folder.path + "/list.txt", count: 3))
        #expect(found.map(\.line) == [2, 3, 4] && found.allSatisfy { $0.key == "sets.bad" })
        #expect(
            found.last?.message.english == "192.0.2.7 overlaps 192.0.2.0/24 of line 1: a set has each address once; "
                + "merge = true beside file joins them")
    }

    @Test("lines that overlap are joined where the policy says so")
    func merges() throws {
        try write("192.0.2.0/24\n192.0.2.7\n192.0.2.128-192.0.3.5\n", to: "list.txt")
        try write("[sets]\nbad = { file = \"list.txt\", merge = true }\n", to: "firewall.toml")
        #expect(try PolicyReading.read(file: policy).sets["bad"]?.blocks.map(\.description) == ["192.0.2.0-192.0.3.5"])
    }

    @Test("a file that is wrong in every line is told in twenty")
    func many() throws {
        try write(String(repeating: "<html>\n", count: 5000), to: "list.txt")
        try write("[sets]\nbad = { file = \"list.txt\" }\n", to: "firewall.toml")
        let found = problems()
        #expect(found.count == 21)
        #expect(found.contains { $0.line == nil && $0.message.english == "4980 more lines like these" })
    }

    @Test("a file that is missing, a folder, a FIFO or too large is told at its key")
    func refusals() throws {
        mkfifo(folder.path + "/fifo", 0o600)
        try write("", to: "large")
        truncate(folder.path + "/large", 9 << 20)
        for (name, said) in [
            ("none", "cannot be read: No such file or directory"), (".", "is no regular file"),
            ("fifo", "is no regular file"), ("large", "is larger than 8 MiB"),
        ] {
            try write("[sets]\nbad = { file = \"\(name)\" }\n", to: "firewall.toml")
            let found = problems()
            #expect(found.map(\.key) == ["sets.bad.file"] && found.first?.line == 2)
            #expect(found.first?.message.english.hasSuffix(said) == true, "\(name): \(found)")
        }
    }

    @Test("100,000 lines are read quickly")
    func quickly() throws {
        let lines = (0..<100_000).map { number in
            number % 4 == 0
                ? "2001:db8:\(String(number / 4, radix: 16))::/48"
                : "\(number >> 14 + 1).\(number >> 6 & 255).\(number & 63).128/25"
        }
        try write(lines.shuffled().joined(separator: "\n"), to: "list.txt")
        try write("block = [\"bad\"]\n[sets]\nbad = { file = \"list.txt\" }\n", to: "firewall.toml")
        var read: FirewallPolicy?
        let time = try ContinuousClock().measure { read = try PolicyReading.read(file: policy) }
        // The prefixes of IPv6 touch, and become few; the others do not.
        #expect((read?.sets["bad"]?.blocks.count ?? 0) > 75_000)
        // Without the optimizer; with it some tenth of that.
        #expect(time < .seconds(8), "\(time)")
    }
}
