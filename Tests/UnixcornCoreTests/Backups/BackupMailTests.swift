import Foundation
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("The mail about backups")
struct BackupMailTests {
    private let folder: TemporaryFolder
    private var out: String { folder.path + "/mail" }

    init() throws {
        folder = try TemporaryFolder()
        try write(
            "#!/bin/sh\necho \"$@\" > \(folder.path)/arguments\ncat >> \(folder.path)/mail\n", to: sendmail,
            mode: 0o755)
    }

    private var sendmail: String { folder.path + "/sendmail" }

    private func mail(
        _ language: Language = .english, to recipient: String = "root", program: String? = nil
    ) -> BackupMail {
        var configuration = Configuration()
        configuration.name = "licorne"
        configuration.language = language
        configuration.backup.mail = recipient
        configuration.backup.sendmail = program ?? sendmail
        return BackupMail(configuration)
    }

    private func failure(_ name: SafeText) -> OperationFailure {
        OperationFailure(
            area: "backup", message: .notBackedUp([name]), hint: Phrase("look", "regardez"))
    }

    private let title = Phrase("Back up all guests", "Sauvegarder toutes les machines")

    private func sent() throws -> String { try String(contentsOfFile: out, encoding: .utf8) }

    @Test("says what failed and what to do, in the site's language")
    func words() async throws {
        #expect(await mail(.french).send(.init(title, failure: failure("cloud"))) == nil)
        let text = try sent()
        #expect(text.hasPrefix("To: root\nSubject: =?UTF-8?B?"))
        #expect(text.contains("Sauvegarder toutes les machines: non sauvegardées : cloud\n  regardez\n"))
        #expect(try String(contentsOfFile: folder.path + "/arguments", encoding: .utf8) == "-t -i\n")
        let coded = try #require(text.firstMatch(of: /=\?UTF-8\?B\?(.*)\?=/)).output.1
        let subject = try #require(Data(base64Encoded: String(coded)))
        #expect(String(decoding: subject, as: UTF8.self) == "licorne : une sauvegarde a échoué")
    }

    @Test("tells failure and missed runs in one")
    func both() async throws {
        let missed = try #require(Moment(rfc3339: "2026-11-19T03:30:00Z"))
        await mail().send(.init(title, missed: [missed], failure: failure("cloud")))
        let text = try sent()
        #expect(text.contains("were missed") && text.contains("not backed up: cloud"))
        #expect(text.components(separatedBy: "Subject:").count == 2)
    }

    @Test("cleans what strangers wrote: no header, no escape of theirs")
    func hostile() async throws {
        let name = SafeText("cloud\nBcc: everybody@example.net\u{1B}[2J")
        // Whoever is named in more than one line is nobody, and it is said.
        #expect(await mail(to: "root\nBcc: x@example.net").send(.init(title, failure: failure(name))) != nil)
        #expect(!FileManager.default.fileExists(atPath: out))
        #expect(await mail(to: "root, second@example.net").send(.init(title, failure: failure(name))) == nil)
        let text = try sent()
        #expect(!text.contains("\nBcc:") && !text.contains("\u{1B}"))
    }

    @Test("is not sent where nothing is to be told, nobody is named or no mailer is there")
    func silent() async {
        #expect(await mail().send(.init(title)) == nil)
        #expect(await mail(to: "").send(.init(title, failure: failure("cloud"))) == nil)
        #expect(!FileManager.default.fileExists(atPath: out))
        #expect(await mail(program: "/nowhere/sendmail").send(.init(title, failure: failure("cloud"))) != nil)
        #expect(await mail(program: "/bin/false").send(.init(title, failure: failure("cloud"))) != nil)
    }
}
