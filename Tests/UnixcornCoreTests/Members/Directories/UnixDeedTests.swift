import Foundation
import Synchronization
import TestSupport
import Testing
import Text

@testable import UnixcornCore

/// The real tools of Debian's `passwd` package on the files of a folder (`--prefix`).
@Suite struct UnixDeedTests {
    @Test(.enabled(if: UnixTools.areHere))
    func `the real tools lock, unlock and delete`() async throws {
        let machine = try UnixFixture([])
        let made = try Program(
            "/usr/sbin/useradd",
            ["--prefix", machine.root, "--create-home", "--uid", "1001", "--password", "$y$hash", "marie"])
        #expect(made.status == 0, "\(made.complaint)")
        try machine.write("work", to: "/home/marie/thesis")
        let account = ServiceAccount(id: "marie", login: "marie")

        try await machine.directory.setEnabled(false, account)
        #expect(try machine.read("/etc/shadow").contains("marie:!$y$hash:"))
        #expect(try await machine.directory.account("marie")?.isEnabled == false)
        try await machine.directory.setEnabled(true, account)
        #expect(try machine.read("/etc/shadow").contains("marie:$y$hash:"))
        #expect(try await machine.directory.account("marie")?.isEnabled == true)

        try await machine.directory.delete(account)
        #expect(try await machine.directory.account("marie") == nil)
        #expect(!FileManager.default.fileExists(atPath: machine.root + "/home/marie"))
        #expect(try !machine.read("/etc/shadow").contains("marie"))
    }

    @Test(.enabled(if: UnixTools.areHere))
    func `an account with a key and no password is enabled again without one`() async throws {
        let machine = try UnixFixture([])
        _ = try Program("/usr/sbin/useradd", ["--prefix", machine.root, "--uid", "1001", "marie"])
        let account = ServiceAccount(id: "marie", login: "marie")
        #expect(try await machine.directory.account("marie")?.isEnabled == true)
        try await machine.directory.setEnabled(false, account)
        #expect(try await machine.directory.account("marie")?.isEnabled == false)
        try await machine.directory.setEnabled(true, account)
        #expect(try await machine.directory.account("marie")?.isEnabled == true)
        #expect(try machine.read("/etc/shadow").contains("marie:!:"))
    }

    @Test func `names go to the tools as one argument behind the options`() async throws {
        let machine = try UnixFixture()
        let seen = Mutex<[[String]]>([])
        var directory = machine.directory
        directory.program = DirectoryProgram { command, input, _ in
            seen.withLock { $0.append(command + [input]) }
            return .init(status: 0)
        }
        try await directory.setEnabled(false, ServiceAccount(id: "marie", login: "marie"))
        try await directory.setPassword("s3cret:with: colons", ServiceAccount(id: "marie", login: "marie"))
        #expect(
            seen.withLock { $0 } == [
                ["usermod", "--prefix", machine.root, "--lock", "--expiredate", "1", "--", "marie", ""],
                ["chpasswd", "marie:s3cret:with: colons\n"],
            ])
        for login in ["-rf", "a b", "x:y", "", "root\nx"] {
            let draft = AccountDraft(login: login, displayName: "", mail: "", password: "long enough")
            #expect(
                await refusal { () throws(OperationFailure) in try await directory.create(draft) } != nil, "\(login)")
        }
        #expect(seen.withLock(\.count) == 2)
    }

    @Test(arguments: ["/home", "/srv/club", "/"])
    func `a home that is not the account's alone is left alone`(home: String) async throws {
        let machine = try UnixFixture([
            "marie:x:\(getuid() + 1000):1001::\(home):/bin/bash", "paul:x:1002:1002::/srv/club/paul:/bin/bash",
        ])
        try FileManager.default.createDirectory(
            atPath: machine.root + "/srv/club/paul", withIntermediateDirectories: true)
        // Root can show that owning the folder is not enough.
        _ = chown(machine.root + home, getuid() + 1000, getgid())
        var directory = machine.directory
        directory.program = DirectoryProgram { _, _, _ in .init(status: 0) }
        let quiet = directory
        let said = await refusal { () throws(OperationFailure) in
            try await quiet.delete(ServiceAccount(id: "marie", login: "marie"))
        }
        #expect(said?.message.english.contains("not its own alone") == true)
    }

    @Test func `a tool that fails is told with its words`() async throws {
        let machine = try UnixFixture()
        var directory = machine.directory
        directory.program = DirectoryProgram { _, _, _ in
            .init(status: 8, complaint: "userdel: user marie is currently used by process 12\n")
        }
        let failing = directory
        let said = await refusal { () throws(OperationFailure) in
            try await failing.delete(ServiceAccount(id: "marie", login: "marie"))
        }
        #expect(said?.code == 8)
        #expect(said?.message.english == "userdel failed: userdel: user marie is currently used by process 12")
    }
}

private enum UnixTools {
    static let areHere: Bool = {
        let areHere =
            geteuid() == 0
            && ["useradd", "usermod", "userdel"].allSatisfy { access("/usr/sbin/" + $0, X_OK) == 0 }
        if !areHere { print("skipped: needs root and passwd") }
        return areHere
    }()
}
