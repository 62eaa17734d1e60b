import Foundation
import Screen
import TestSupport
import Testing

@Suite("Hostile names from libvirt: not one byte of them steers the terminal")
struct HostileNameTests {
    private let program: Installed

    init() throws { program = try Installed() }

    /// XML cannot hold ESC, but C1 controls, bidirectional and invisible characters and newlines it can.
    private static let poison =
        "\u{9B}31mC1\u{9D}0;pwn\u{9C}\u{202E}bidi\u{2066}\u{200B}\u{FEFF}&#10;[2J\u{E0041}\u{AD}"

    private static let guests = (1...3).map { number in
        """
        <domain type='test'><name>evil\(number)\(poison)</name><title>title\(poison.replacing("&#10;", with: ""))</title>
        <description>text\(poison)</description><memory>65536</memory><vcpu>1</vcpu>
        <os><type>hvm</type></os><metadata><u:guest xmlns:u='https://unixcorn.org/ns/guest/1'><u:kind>k\(poison)</u:kind>
        </u:guest></metadata>
        <devices><disk type='file'><source file='/pool/disk\(poison)'/><target dev='vda'/></disk>
        <interface type='network'><mac address='52:54:00:00:00:0\(number)'/><source network='net\(poison)'/></interface>
        </devices></domain>
        """
    }.joined()

    private static let node = """
        <node>\(guests)
        <network><name>net\(poison)</name><bridge name='virbr0'/></network>
        <pool type='dir'><name>pool\(poison)</name><target><path>/pool\(poison)</path></target>
        <volume><name>disk\(poison)</name><capacity>1048576</capacity></volume></pool>
        </node>
        """

    @Test("every pane, every detail, dialogs and toasts")
    func walk() throws {
        let file = program.folder.path + "/node.xml"
        try write(Self.node, to: file)
        let terminal = try program.open(["--connect", "test://" + file], size: Size(120, 40))
        terminal.send("gv")
        #expect(terminal.shows("evil1"), "\(terminal.screen.text)")
        for keys in [
            "\r", "x", "o", "T", "M", "E", "K", "H", "P", "R", "D", "c", "y", "/evil\r", ":", "?", "u", "gs", "\t",
            "\r", "gj",
            "\r", "gn", "\r", "go",
        ] {
            terminal.send(keys)
            terminal.settle(60)
            terminal.send("\u{1B}")
            terminal.settle(60)
            #expect(!terminal.screen.text.unicodeScalars.contains(where: Self.steers), "after \(keys)")
            if keys.count == 1, "xoTMEKHPRDcy".contains(keys) { terminal.send("gv") }
        }
        terminal.send("go")
        #expect(terminal.shows("Networks ─"))
        terminal.send("q")
        #expect(terminal.waitForEnd() == .exited(0), "\(terminal.screen.text)")
        #expect(terminal.isRestored)
        let text = String(decoding: terminal.output, as: UTF8.self)
        #expect(!text.unicodeScalars.contains(where: Self.steers), "a raw character reached the terminal")
        // No title was set, no device control string or private message was sent.
        #expect(!text.contains("pwn\u{7}") && !text.contains("\u{1B}]0;") && !text.contains("\u{1B}]2;"))
        #expect(!text.contains("\u{1B}P"))
    }

    /// C1 controls, bidirectional and invisible characters: nothing that the console writes of itself.
    private static func steers(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x80...0x9F, 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xE0000...0xE0FFF: true
        default: false
        }
    }

    @Test("commands print them harmless too, as text and as JSON")
    func commands() throws {
        let file = program.folder.path + "/node.xml"
        try write(Self.node, to: file)
        for words in [["guest", "list"], ["storage", "pools"], ["network", "list"], ["guest", "list", "--json"]] {
            let ended = try program.run(["--connect", "test://" + file] + words)
            #expect(ended.code == 0, "\(ended.err)")
            guard !words.contains("--json") else { continue }  // JSON is data: names as they are
            #expect(!(ended.out + ended.err).unicodeScalars.contains(where: Self.steers), "\(words)")
            #expect(!ended.out.contains("\u{1B}"))
        }
    }
}
