import Foundation
import TestSupport
import Testing

@Suite("doctor looks at backups")
struct BackupDoctorTests {
    private let program: Installed
    private var folder: String { program.folder.path }

    init() throws { program = try Installed() }

    private func doctor(_ lines: String, mode: Int = 0o600) throws -> String {
        try write("secret\n", to: folder + "/password", mode: mode)
        let config = folder + "/unixcorn.toml"
        try write(
            """
            [[host]]
            name = "test"
            uri = "test:///default"
            [pools.san]
            backup = false
            [backup]
            repository = "file:\(folder)/repository"
            password_file = "\(folder)/password"
            \(lines)
            """, to: config)
        return try program.run(["doctor", "--config", config]).out
    }

    @Test("a password that others read, a pool without a reason, a repository that is not there")
    func wrong() throws {
        let out = try doctor("", mode: 0o644)
        #expect(out.contains("has mode 0644") && out.contains("chmod 0600"), "\(out)")
        #expect(out.contains("! pool san: not backed up, and nothing says why"), "\(out)")
        #expect(out.contains("✖ repository:") && out.contains("! last backup: none was made here"), "\(out)")
    }

    @Test("a calendar that is none names key and file; a repository that opens is good")
    func calendar() throws {
        _ = try doctor("")
        let made = try program.run(["backup", "init", "--config", folder + "/unixcorn.toml"])
        #expect(made.code == 0, "\(made.err)")
        let out = try doctor(#"schedule = "every full moon""#)
        #expect(out.contains("● repository:"), "\(out)")
        #expect(out.contains("unixcorn.toml: backup.schedule: “every full moon” is no calendar"), "\(out)")
    }
}
