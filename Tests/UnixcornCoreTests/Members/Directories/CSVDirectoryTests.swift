import Foundation
import TestSupport
import Testing
import Text

@testable import UnixcornCore

@Suite struct CSVDirectoryTests {
    private static let file = #"""
        id;login;name;mail;created;last_active;enabled;groups;used;note
        1;marie;Marie Curie;marie@example.org;2024-01-05T10:00:00Z;2026-03-04;oui;club admin;1 MB;keep me
        2;paul;"Paul; the ""second""";;2025-01-01;;0;;;"two
        lines"

        3;anna;Anna;;;2026-03-04T10:00:00+01:00;;;;

        """#

    @Test func `every column is read`() async throws {
        let bench = try CSVBench(Self.file)
        let census = try await bench.directory.census()
        #expect(census.sources == [.login])
        #expect(census.accounts.map(\.id) == ["1", "2", "3"])
        let marie = census.accounts[0]
        #expect(marie.login == "marie" && marie.displayName == "Marie Curie" && marie.mail == "marie@example.org")
        #expect(marie.created == Moment(rfc3339: "2024-01-05T10:00:00Z"))
        // The end of that day where it ends last on Earth.
        #expect(
            marie.evidence == [
                Evidence(.login, at: try #require(Moment(rfc3339: "2026-03-05T11:59:59Z")), note: "2026-03-04")
            ])
        #expect(marie.groups == ["club", "admin"] && marie.isAdministrator && marie.used == 1_000_000)
        let paul = census.accounts[1]
        #expect(
            paul.displayName == #"Paul; the "second""# && !paul.isEnabled && paul.evidence.isEmpty && paul.mail == nil)
        #expect(census.accounts.flatMap(\.faults) == [])
    }

    @Test func `disabling changes one field and deleting one line`() async throws {
        let bench = try CSVBench(Self.file)
        let accounts = try await bench.directory.census().accounts
        try await bench.directory.setEnabled(false, accounts[0])
        #expect(try bench.text == Self.file.replacingOccurrences(of: ";oui;", with: ";non;"))
        try await bench.directory.setEnabled(true, accounts[1])
        #expect(try bench.text.contains("2025-01-01;;1;;"))
        try await bench.directory.setEnabled(false, accounts[1])
        try await bench.directory.setEnabled(true, accounts[0])
        #expect(try bench.text == Self.file)
        try await bench.directory.delete(accounts[1])
        let rest = Self.file.components(separatedBy: "2;paul")[0] + "\n3;anna"
        #expect(try bench.text.hasPrefix(rest))
        #expect(try await bench.directory.account("2") == nil)
    }

    @Test func `commas, marks and line ends stay as they are`() async throws {
        let bench = try CSVBench("\u{FEFF}login,name\r\nmarie,\"Curie, Marie\"\r\npaul,Paul\r\n")
        let accounts = try await bench.directory.census().accounts
        #expect(accounts.map(\.id) == ["marie", "paul"] && accounts[0].displayName == "Curie, Marie")
        try await bench.directory.create(AccountDraft(login: "anna", displayName: "Anna, B.", mail: ""))
        try await bench.directory.delete(accounts[1])
        #expect(try bench.text == "\u{FEFF}login,name\r\nmarie,\"Curie, Marie\"\r\nanna,\"Anna, B.\"\r\n")
        let directory = bench.directory
        #expect(
            await refusal { () throws(OperationFailure) in try await directory.setEnabled(false, accounts[0]) } != nil)
    }

    @Test(arguments: [
        ("id,last_active\na,1969-01-01\n", AccountFault.impossibleDate(field: "last_active", value: "1969-01-01")),
        ("id,last_active\na,2999-01-01\n", .impossibleDate(field: "last_active", value: "2999-01-01")),
        ("id,last_active\na,yesterday\n", .unreadable(field: "last_active", value: "yesterday")),
        ("id,enabled\na,perhaps\n", .unreadable(field: "enabled", value: "perhaps")),
        ("id,used\na,much\n", .unreadable(field: "used", value: "much")),
        ("id,name,mail\na,b\n", .unreadable(field: "line", value: "a b")),
        ("id,name\n,b\n", .unreadable(field: "line", value: " b")),
        ("id,name\na,b\na,c\n", .listedTwice),
    ])
    func `an odd line is listed with its fault`(text: String, fault: AccountFault) async throws {
        let bench = try CSVBench(text)
        let accounts = try await bench.directory.census().accounts
        #expect(accounts[0].faults == [fault])
    }

    @Test(arguments: [
        ([0x69, 0x64, 0x0A, 0xE9, 0x0A], "line 2: this is not UTF-8"),
        (Array("id\n\"open\n".utf8), "line 2: a quotation"),
        (Array("nom;prenom\na;b\n".utf8), "does not name the columns"), ([], "does not name the columns"),
        (Array("id,id\na,b\n".utf8), "two columns id"),
    ])
    func `a file that cannot be understood lists nobody`(bytes: [UInt8], why: String) async throws {
        let bench = try CSVBench("")
        try Data(bytes).write(to: URL(fileURLWithPath: bench.path))
        let said = await refusal { () throws(OperationFailure) in _ = try await bench.directory.census() }
        #expect(said?.area == "directory" && said?.message.english.contains(why) == true, "\(String(describing: said))")
    }

    @Test func `nothing is done to an account that is not there any more`() async throws {
        let bench = try CSVBench("id,enabled\na,1\n")
        let gone = ServiceAccount(id: "b", login: "b")
        let said = await refusal { () throws(OperationFailure) in try await bench.directory.delete(gone) }
        #expect(said?.message.english.contains("nothing was done") == true)
        #expect(try bench.text == "id,enabled\na,1\n")
        try FileManager.default.removeItem(atPath: bench.path)
        #expect(await refusal { () throws(OperationFailure) in _ = try await bench.directory.account("a") } != nil)
    }

    @Test func `the file keeps its rights, and a link leads to it`() async throws {
        let bench = try CSVBench("id\na\nb\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: bench.path)
        let link = bench.path + ".link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: bench.path)
        try await CSVDirectory(path: link).delete(ServiceAccount(id: "a", login: "a"))
        #expect(try bench.text == "id\nb\n")
        let mode = try FileManager.default.attributesOfItem(atPath: bench.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == bench.path)
    }
}

private struct CSVBench {
    let folder: TemporaryFolder
    var path: String { folder.path + "/members.csv" }
    var directory: CSVDirectory { CSVDirectory(path: path) }
    var text: String {
        get throws { String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self) }
    }

    init(_ text: String) throws {
        folder = try TemporaryFolder()
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
}
