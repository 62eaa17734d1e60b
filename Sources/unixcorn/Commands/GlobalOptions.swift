import ArgumentParser
import Foundation
import UnixcornCore

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration file.", valueName: "file")) var config: String?
    @Option(help: ArgumentHelp("One host, at this libvirt URI.", valueName: "uri")) var connect: String?
    @Option(help: ArgumentHelp("Where jobs and journal are kept.", valueName: "folder")) var state: String?
    @Option(help: ArgumentHelp("A theme by its name, or a theme file.", valueName: "name")) var theme: String?
    @Flag(help: "Look, change nothing.") var readOnly = false
    @Flag(help: "Lines of plain text where a screen would be.") var plain = false

    /// The configuration with what these options change. Sets the process's time zone from it.
    func configuration() throws -> Configuration {
        var configuration: Configuration
        do {
            configuration = try Configuration.load(explicit: config)
        } catch {
            // A line for each problem of the file; the last one ends the program.
            let problems = "\(error)".split(separator: "\n").map { SafeText(String($0)) }
            for problem in problems.dropLast() { Output.complain(problem.string) }
            throw OperationFailure(area: "configuration", message: Phrase(verbatim: problems.last ?? ""))
        }
        Output.speak(configuration.language)
        if let connect {
            guard !connect.isEmpty else {
                throw OperationFailure(area: "usage", message: .emptyURI, hint: .hintGoodURIs)
            }
            configuration = configuration.connecting(to: connect)
        }
        if let theme { configuration.theme = theme }
        if let zone = configuration.timezone {
            unsafe setenv("TZ", zone, 1)
            tzset()
        }
        return configuration
    }

    /// What a detached worker is told: the same configuration, host and state; never a secret.
    private var passedOn: [String] {
        [("--config", config), ("--connect", connect), ("--state", state)].flatMap { name, value in
            value.map { [name, $0] } ?? []
        }
    }

    /// What a session is opened with.
    func sessionOptions(isDemo: Bool = false) -> SessionOptions {
        var options = SessionOptions()
        options.isReadOnly = readOnly
        options.stateDirectory = state
        options.isDemo = isDemo
        options.worker = isDemo ? nil : WorkerCommand(arguments: passedOn)
        return options
    }
}

extension Configuration {
    /// The configured language, else that of the environment.
    var screenLanguage: Language { language ?? Output.language }
}

extension Phrase {
    static let emptyURI = Phrase("--connect: the URI is empty", "--connect : l’URI est vide")
    static let hintGoodURIs = Phrase(
        "qemu:///system is this machine, qemu+ssh://root@HOST/system another, test:///default is to try it",
        "qemu:///system est cette machine, qemu+ssh://root@HÔTE/system une autre, test:///default est pour essayer")
}
