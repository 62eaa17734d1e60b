import ArgumentParser
import Foundation
import UnixcornCore

extension FirewallCommand {
    struct Apply: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "apply",
            abstract: "Let a policy rule on trial; unconfirmed, the one before it then rules again by itself.")
        @OptionGroup var files: Choice
        @Option(help: ArgumentHelp("How long the trial lasts; without it, as configured.", valueName: "seconds"))
        var seconds: Int?
        @Flag(help: "Even if it cuts the operators' connections.") var iMayBeCut = false
        @Flag(help: "Confirm at once, without a trial.") var confirm = false
        @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false

        func validate() throws {
            if let seconds, !(10...3600).contains(seconds) { throw ValidationError("--seconds: from 10 to 3600") }
        }

        func run() throws {
            // Every problem of the file, before anything is asked.
            _ = try files.readPolicy()
            let site = try OneShot(files.global, inThisProcess: true)
            let file = files.policy ?? site.configuration.firewallFile
            let time = seconds ?? site.configuration.firewallSeconds
            let deed = FirewallDeed.apply(file: URL(fileURLWithPath: file).path, seconds: time, mayCut: iMayBeCut)
            try site.perform([UnixcornCore.Operation(.firewall(deed), on: .firewall)], isConfirmed: yes)
            if confirm {
                try site.perform([UnixcornCore.Operation(.firewall(.confirm), on: .firewall)], isConfirmed: true)
            } else {
                print(Phrase.confirmWithin(time)(site.words))
            }
        }
    }

    struct Confirm: FirewallDeedCommand {
        static let configuration = CommandConfiguration(commandName: "confirm", abstract: "Keep the policy on trial.")
        @OptionGroup var global: GlobalOptions
        var deed: FirewallDeed { .confirm }
    }

    struct Rollback: FirewallDeedCommand {
        static let configuration = CommandConfiguration(
            commandName: "rollback", abstract: "End a trial now: the policy before it rules again.")
        @OptionGroup var global: GlobalOptions
        var deed: FirewallDeed { .rollBack }

        /// The way back must be open where nothing can be written any more.
        func run() throws {
            do { try perform() } catch let failure as OperationFailure where failure.area == "state" {
                let folder = global.stateFolder(try global.configuration())
                try waitFor { try await FirewallHost(stateFolder: folder).rollBack() }
                Output.complain(failure)
                print(Phrase.rolledBackUnwritten(Output.language))
            }
        }
    }

    struct Repair: FirewallDeedCommand {
        static let configuration = CommandConfiguration(
            commandName: "repair", abstract: "Load the confirmed policy again, over a foreign change of our tables.")
        @OptionGroup var global: GlobalOptions
        var deed: FirewallDeed { .repair }
    }

    struct Sync: FirewallDeedCommand {
        static let configuration = CommandConfiguration(
            commandName: "sync", abstract: "Bring the rules up to the guests that run.")
        @OptionGroup var global: GlobalOptions
        var deed: FirewallDeed { .sync }
    }

    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff", abstract: "What the policy's file changes in the one that rules.")
        @OptionGroup var files: Choice

        func run() throws {
            _ = try files.readPolicy()
            let configuration = try files.global.configuration()
            let folder = FirewallFolder(stateFolder: files.global.stateFolder(configuration))
            let text: String
            do { text = try TOMLDocument.readText(file: files.policy ?? configuration.firewallFile) } catch {
                throw OperationFailure(area: "configuration", message: error.problems.first?.words ?? .nothing)
            }
            for line in PolicyDiff.lines(from: folder.confirmed?.text ?? "", to: text) { print(SafeText(line)) }
        }
    }

    struct Boot: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "boot",
            abstract:
                "Load the confirmed policy, before there is a network; where that fails, one that lets the admins in.",
            shouldDisplay: false)
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let configuration = try? global.configuration()
            let folder = FirewallFolder(stateFolder: global.stateFolder(configuration ?? Configuration()))
            let outcome = try waitFor { try await FirewallBoot(folder).load() }
            if let outcome { Output.complain(outcome(Output.language).string) }
        }
    }
}

/// A command that does one thing to the firewall.
protocol FirewallDeedCommand: ParsableCommand {
    var global: GlobalOptions { get }
    var deed: FirewallDeed { get }
}

extension FirewallDeedCommand {
    func run() throws { try perform() }

    func perform() throws {
        let site = try OneShot(global, inThisProcess: true)
        try site.perform([UnixcornCore.Operation(.firewall(deed), on: .firewall)], isConfirmed: true)
    }
}

extension GlobalOptions {
    /// Where jobs, the journal and the firewall's files are.
    func stateFolder(_ configuration: Configuration) -> String {
        state ?? configuration.stateDirectory ?? StateStore.defaultFolder
    }
}
