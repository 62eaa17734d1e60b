import Foundation
import TestSupport

/// The program with a configuration that declares services on doubles, and a mailer that keeps what it is given.
struct ProgramWithServices {
    let program: Installed
    private let config: String
    var mails: String { program.folder.path + "/mails" }

    init(_ services: [(name: String, kind: String, double: DirectoryDouble, rules: String)]) throws {
        program = try Installed()
        config = program.folder.path + "/unixcorn.toml"
        let sendmail = program.folder.path + "/sendmail"
        // Slow enough to be killed in the middle.
        try write(
            "#!/bin/sh\nsed -n 's/^To: //p' >> \"\(program.folder.path)/mails\"\nsleep 0.05\n", to: sendmail,
            mode: 0o755)
        var text = """
            [site]
            timezone = "Europe/Paris"
            [[host]]
            name = "lab"
            uri = "test:///default"
            [members]
            sendmail = "\(sendmail)"
            cap = 1000
            cap_percent = 100

            """
        for service in services {
            text += """
                [services.\(service.name)]
                type = "\(service.kind)"
                url = "\(service.double.url)"
                login = "admin"
                password_file = "\(service.double.passwordFile)"
                ca_file = "\(service.double.certificates.authority)"
                required = "login"
                \(service.rules)

                """
        }
        try write(text, to: config)
    }

    func run(_ words: String...) throws -> Installed.Ended {
        try program.run(["member"] + words + ["--config", config])
    }

    /// The program refused, in its words.
    struct Refused: Error {
        let words: String
    }

    /// Makes the service's plan; gives its file and the word to type.
    func plan(_ service: String) throws -> (file: String, word: String) {
        let file = program.folder.path + "/\(UUID().uuidString).plan"
        let ended = try run("plan", service, "--out", file)
        guard ended.code == 0 else { throw Refused(words: ended.err) }
        return (file, String(try Self.digest(of: file).prefix(8)))
    }

    private static func digest(of file: String) throws -> String {
        let plan = try JSONSerialization.jsonObject(with: try Data(contentsOf: URL(fileURLWithPath: file)))
        return (plan as? [String: Any])?["digest"] as? String ?? ""
    }

    /// Applies a plan and kills the program after `delay` seconds, if it still runs then. Tells whether it did.
    func applyAndKill(_ plan: (file: String, word: String), after delay: Double) throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Processes.built("unixcorn"))
        process.arguments = [
            "member", "apply", plan.file, "--digest", plan.word, "--config", config, "--state", program.state,
        ]
        process.environment = program.environment()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        usleep(UInt32(delay * 1_000_000))
        let wasRunning = process.isRunning
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return wasRunning
    }
}
