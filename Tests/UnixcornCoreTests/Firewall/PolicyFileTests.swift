import Foundation
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("The policy's file")
struct PolicyFileTests {
    private static let right = "default_kind = \"closed\"\n"

    @Test("is written whole, keeps its mode, and leaves nothing beside")
    func store() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/firewall.toml"
        try Self.right.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let next = Self.right + "admins = [\"192.0.2.1\"]\n"
        try PolicyFile(path).store(next, instead: Self.right)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == next)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["firewall.toml"])
    }

    @Test("a wrong text is refused with its line, and the old one stays")
    func wrong() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/firewall.toml"
        try Self.right.write(toFile: path, atomically: true, encoding: .utf8)
        #expect {
            try PolicyFile(path).store("\nnonsense = 1\n", instead: Self.right)
        } throws: { error in
            (error as? OperationFailure)?.message.english.contains("firewall.toml:2:") == true
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.right)
    }

    @Test("what somebody else wrote meanwhile is not overwritten")
    func meanwhile() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/firewall.toml"
        try (Self.right + "# theirs\n").write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: OperationFailure.self) { try PolicyFile(path).store(Self.right, instead: Self.right) }
        #expect(try String(contentsOfFile: path, encoding: .utf8).contains("theirs"))
    }

    @Test("where there is none the text to begin with is right, and becomes the file")
    func beginning() throws {
        let folder = try TemporaryFolder()
        let file = PolicyFile(folder.path + "/firewall.toml")
        #expect(file.problems(of: PolicyFile.beginning).isEmpty)
        try file.store(PolicyFile.beginning + "# mine\n", instead: PolicyFile.beginning)
        #expect(try file.text().hasSuffix("# mine\n"))
    }

    @Test("counters know the line of the policy that they come from")
    func lines() throws {
        let text =
            "[kinds.web]\naccept = [\n\"http\",\n{ service = \"ssh\", rate = \"3/minute\" },\n]\nout = [\"dns\"]\n"
        let lines = try PolicyReading.parse(text, file: "firewall.toml").counterLines()
        #expect(lines["web_in_http"] == 3)
        #expect(lines["web_in_ssh"] == 4 && lines["web_in_ssh_over"] == 4)
        #expect(lines["web_out_dns"] == 6 && lines["web_in_drop"] == 1)
    }

    @Test("the way back from a stored policy is the text before it")
    func inverse() {
        let deed = Deed.firewall(.store(file: "f", text: "new", previous: "old"))
        let back = Deed.firewall(.store(file: "f", text: "old", previous: "new"))
        #expect(Operation(deed, on: .firewall).inverse?.deed == back)
        #expect(Operation(.firewall(.store(file: "f", text: "new", previous: nil)), on: .firewall).inverse == nil)
    }
}
