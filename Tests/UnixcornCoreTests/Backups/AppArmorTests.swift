import TestSupport
import Testing

@testable import UnixcornCore

@Suite("What AppArmor must let QEMU do")
struct AppArmorTests {
    private func missing(enabled: String, rules: [String]) throws -> String? {
        let folder = try TemporaryFolder()
        try write(enabled, to: folder.path + "/enabled")
        let files = rules.indices.map { folder.path + "/rules\($0)" }
        for (file, text) in zip(files, rules) { try write(text, to: file) }
        return AppArmor.missingRule(
            stateFolder: "/srv/state", enabled: folder.path + "/enabled", rules: files + ["/nowhere"])
    }

    @Test("the rule that lacks is named until one of the files has it")
    func rule() throws {
        let rule = "/srv/state/run/** rwk,"
        #expect(try missing(enabled: "Y\n", rules: ["  /dev/net/tun rw,\n"]) == rule)
        #expect(try missing(enabled: "Y\n", rules: ["# \(rule)\n", ""]) == rule)
        #expect(try missing(enabled: "Y\n", rules: ["", "  \(rule)\n"]) == nil)
    }

    @Test("nothing lacks where nothing is confined")
    func off() throws {
        #expect(try missing(enabled: "N\n", rules: ["x"]) == nil)
        #expect(try missing(enabled: "Y\n", rules: []) == nil)
    }
}
