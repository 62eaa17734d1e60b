import Foundation
import Testing

@testable import UnixcornCore

@Suite("The manual of the policy says what the program does")
struct PolicyManualTests {
    @Test("unixcorn-firewall.toml.5 is the tables of keys and services (FirewallPolicy.manualPage)")
    func page() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appendingPathComponent("man/unixcorn-firewall.toml.5")
        #expect(try String(contentsOf: file, encoding: .utf8) == FirewallPolicy.manualPage())
    }

    @Test("every key and service is in it")
    func whole() {
        let manual = FirewallPolicy.manual()
        for key in PolicyKey.all { #expect(manual.contains(".It Ic \(key.name)\n")) }
        for service in ServiceCatalogue.all { #expect(manual.contains(".It Ic \(service.name)")) }
    }

    @Test("its example reads without a problem but for the file that it names")
    func example() {
        #expect(PolicyText.problems(FirewallPolicy.manualExample).map(\.key) == ["sets.bad.file"])
    }

    @Test("the example of every key is allowed", arguments: PolicyKey.all.map { ($0.section, $0.name, $0.example) })
    func keys(_ section: PolicyKey.Section, _ name: String, _ example: String) {
        let names = "[sets]\noffice = []\npartners = []\nbad = []\n[kinds.base]\n[kinds.proxy]\n[kinds.mail]\n"
        let pair = "\(name) = \(example)\n"
        let text =
            switch section {
            case .policy: pair + names
            case .sets: names.replacing("[sets]\n", with: "[sets]\nx = \(example)\n")
            case .setFile:
                names.replacing(
                    "[sets]\n", with: "[sets]\nx = { file = \"f\"\(name == "file" ? "" : ", " + pair.dropLast()) }\n")
            case .kinds, .host: names + "[kinds.web]\n" + pair
            case .guests: names + "[kinds.web]\n[guests.blog]\n" + pair
            case .rule: names + "[host]\n" + PolicyManualTests.rule(name, pair)
            case .publish, .masquerade:
                names + section.header + "\n"
                    + PolicyKey.all.filter { $0.section == section && ($0.isRequired || $0.name == name) }
                    .map { "\($0.name) = \($0.example)\n" }.joined()
            }
        let found = PolicyText.problems(text).filter { section != .setFile || $0.key != "sets.x.file" }
        #expect(found.isEmpty, "\(found.map(\.words.english))")
    }

    private static func rule(_ name: String, _ pair: String) -> String {
        let service = ["passive", "helper"].contains(name) ? "ftp" : "ssh"
        let start = ["service", "port"].contains(name) ? "" : "service = \"\(service)\", "
        return (name == "to" ? "out" : "accept") + " = [{ \(start)\(pair.dropLast()) }]\n"
    }
}
