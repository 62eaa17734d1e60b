import ArgumentParser
import Foundation
import Screen
import UnixcornCore

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Say what is wrong with this set-up, and what to do about it.")
    @OptionGroup var global: GlobalOptions
    @Flag(help: "As JSON.") var json = false
    @Flag(help: "Ask servers too: open a backup repository that is not on this machine.") var network = false

    func run() throws {
        let findings = Doctor(global, network: network).findings()
        let language = Output.language
        if json {
            try Output.json(findings.map { FindingReport($0, language) })
        } else {
            for finding in findings {
                print("\(finding.grade.mark) \(finding.subject(language)): \(finding.words(language))")
                if let cure = finding.cure { print("  → \(cure(language))") }
            }
        }
        if findings.contains(where: { $0.grade == .wrong }) { throw ExitCode.failure }
    }
}

/// One thing that was looked at.
struct Finding: Sendable {
    enum Grade: String, Sendable {
        case good, doubtful, wrong
        var mark: String { self == .good ? "●" : self == .doubtful ? "!" : "✖" }
    }

    var grade: Grade
    var subject: Phrase
    var words: Phrase
    var cure: Phrase?
}

struct FindingReport: Encodable {
    var grade, subject, words: String
    var cure: String?

    init(_ finding: Finding, _ language: Language) {
        grade = finding.grade.rawValue
        subject = finding.subject(language).string
        words = finding.words(language).string
        cure = finding.cure?(language).string
    }
}

/// Looks at everything the console needs.
struct Doctor {
    let global: GlobalOptions
    private let environment = ProcessInfo.processInfo.environment

    /// Whether servers are asked.
    let network: Bool

    init(_ global: GlobalOptions, network: Bool = false) {
        self.global = global
        self.network = network
    }

    func findings() -> [Finding] {
        var found = [locale, terminal] + multiplexer
        do {
            let configuration = try global.configuration()
            found.append(
                good(
                    Subject.configuration,
                    configuration.file.map { Phrase(verbatim: SafeText($0)) }
                        ?? Phrase("none, defaults", "aucune, valeurs par défaut")))
            found.append(theme(configuration))
            found.append(keys)
            // Before a session of our own begins to keep the rules up to the guests.
            let firewall = firewall(configuration)
            found += site(configuration)
            found += backups(configuration)
            found += firewall
            found += members(configuration)
            found += finances(configuration)
        } catch {
            found.append(wrong(Subject.configuration, words(of: error), nil))
        }
        return found
    }

    private enum Subject {
        static let locale = Phrase("locale", "locale")
        static let terminal = Phrase("terminal", "terminal")
        static let configuration = Phrase("configuration", "configuration")
        static let theme = Phrase("theme", "thème")
        static let keys = Phrase("keys", "touches")
        static let state = Phrase("state folder", "dossier d’état")
        static let journal = Phrase("journal", "journal")
    }

    // MARK: The terminal

    private var locale: Finding {
        let codeset = unsafe nl_langinfo(Int32(CODESET)).map { unsafe String(cString: $0) } ?? ""
        if codeset == "UTF-8" { return good(Subject.locale, Phrase(verbatim: SafeText(codeset))) }
        return doubtful(
            Subject.locale,
            Phrase(
                "\(SafeText(codeset)): only ASCII can be drawn", "\(SafeText(codeset)) : seul l’ASCII peut être dessiné"
            ),
            Phrase(
                "set LANG to a UTF-8 locale: C.UTF-8 is always there",
                "mettez LANG sur une locale UTF-8 : C.UTF-8 existe toujours"))
    }

    private var terminal: Finding {
        guard let type = environment["TERM"], !type.isEmpty else {
            return wrong(
                Subject.terminal, Phrase("TERM is not set", "TERM n’est pas défini"),
                Phrase(
                    "export TERM=xterm-256color, or what your terminal is",
                    "export TERM=xterm-256color, ou le type de votre terminal"))
        }
        let note = environment["NO_COLOR"].map { $0.isEmpty ? "" : ", NO_COLOR" } ?? ""
        return good(Subject.terminal, Phrase(verbatim: SafeText(type + note)))
    }

    /// tmux waits 500 ms after Esc by default: that is not our delay.
    private var multiplexer: [Finding] {
        guard environment["TMUX"] != nil, let answer = command("tmux", ["show-options", "-gqv", "escape-time"]),
            let delay = Int(answer.filter(\.isNumber)), delay > 50
        else { return [] }
        return [
            doubtful(
                Phrase("tmux", "tmux"), Phrase("waits \(delay) ms after Esc", "attend \(delay) ms après Échap"),
                Phrase("set -g escape-time 20 in ~/.tmux.conf", "set -g escape-time 20 dans ~/.tmux.conf"))
        ]
    }

    // MARK: Files

    private func theme(_ configuration: Configuration) -> Finding {
        do {
            let theme = try Themes.load(configuration.theme)
            return good(Subject.theme, Phrase(verbatim: SafeText(theme.name)))
        } catch {
            return wrong(Subject.theme, words(of: error), (error as? OperationFailure)?.hint)
        }
    }

    private var keys: Finding {
        do {
            _ = try KeyFile.load(global)
            return good(Subject.keys, Phrase("no clash", "aucun conflit"))
        } catch {
            return wrong(Subject.keys, words(of: error), nil)
        }
    }

    // MARK: The site

    private func site(_ configuration: Configuration) -> [Finding] {
        var found: [Finding] = []
        do {
            let session = try SiteSession(configuration: configuration, options: global.sessionOptions())
            let state = try waitFor {
                await session.start { _ in }
                return await session.snapshot(timeout: 5)
            }
            if case .failed(let why)? = state.sources[.journal]?.condition {
                found.append(
                    doubtful(
                        Subject.state, why,
                        Phrase(
                            "nothing can be changed from here: run as root, or say --state FOLDER",
                            "rien ne peut être changé d’ici : lancez en root, ou dites --state DOSSIER")))
            } else {
                found.append(good(Subject.state, Phrase(verbatim: SafeText(session.stateDirectory))))
                found.append(journal)
            }
            found += state.hosts.map(host)
        } catch {
            found.append(wrong(Subject.state, words(of: error), (error as? OperationFailure)?.hint))
        }
        return found
    }

    private func host(_ host: HostState) -> Finding {
        let subject = Phrase("host \(SafeText(host.id.rawValue))", "hôte \(SafeText(host.id.rawValue))")
        guard host.isReached else {
            let failure = host.failure
            if case .needsPassword = host.connection { return doubtful(subject, failure.message, .askedOnTerminal) }
            return wrong(
                subject, failure.message,
                host.connectionHint
                    ?? Phrase(
                        "is libvirtd running (systemctl status libvirtd), and are you in group libvirt?",
                        "libvirtd tourne-t-il (systemctl status libvirtd), et êtes-vous du groupe libvirt ?"))
        }
        let version = SafeText(host.facts.map { "\(host.uri), \($0.driver), libvirt \($0.libvirtVersion)" } ?? host.uri)
        return good(subject, Phrase(verbatim: version))
    }

    private var journal: Finding {
        do {
            let faults = try WorkOnly(global).verify(syslog: nil).faults.map { $0.words }
            guard let first = faults.first else { return good(Subject.journal, Phrase("whole", "entier")) }
            return wrong(
                Subject.journal, first,
                Phrase("unixcorn journal verify shows all", "unixcorn journal verify montre tout"))
        } catch {
            return wrong(Subject.journal, words(of: error), nil)
        }
    }

    // MARK: Words

    func good(_ subject: Phrase, _ words: Phrase) -> Finding {
        Finding(grade: .good, subject: subject, words: words)
    }

    func doubtful(_ subject: Phrase, _ words: Phrase, _ cure: Phrase) -> Finding {
        Finding(grade: .doubtful, subject: subject, words: words, cure: cure)
    }

    func wrong(_ subject: Phrase, _ words: Phrase, _ cure: Phrase?) -> Finding {
        Finding(grade: .wrong, subject: subject, words: words, cure: cure)
    }

    func words(of error: any Error) -> Phrase {
        (error as? OperationFailure)?.message ?? Phrase(verbatim: SafeText("\(error)"))
    }

    /// The output of a command; nil when it cannot be run.
    private func command(_ name: String, _ arguments: [String]) -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        // A program that is not there has nothing to say.
        guard (try? process.run()) != nil else { return nil }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
