import Foundation
import Testing
import UnixcornCore

@testable import unixcorn

@Suite("Manual pages say what the program does")
struct ManualTests {
    private func page(_ name: String) throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appendingPathComponent("man/" + name), encoding: .utf8)
    }

    @Test("unixcorn-keys.7 is the action table (unixcorn keys --manual)")
    func keys() throws { #expect(try page("unixcorn-keys.7") == KeyManual(keys: try KeyMap()).page()) }

    @Test("unixcorn.toml.5 is the table of configuration keys (unixcorn config --manual)")
    func configuration() throws { #expect(try page("unixcorn.toml.5") == ConfigurationPage.text) }

    @Test("unixcorn.1 names every command")
    func commands() throws {
        let text = try page("unixcorn.1")
        for name in Root.commandNames {
            #expect(text.contains(name), "\(name)")
        }
    }
}
