import ArgumentParser
import UnixcornCore

extension FirewallCommand {
    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status", abstract: "Which policy rules, and what is on trial.")
        @OptionGroup var files: Choice
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try FirewallSite(files.global)
            let host = site.host
            let (status, drift, foreign) = try waitFor {
                (try await host.status(), try await host.drift(), try await host.foreign())
            }
            let report = StatusReport(
                current: status.current, trial: status.trial, secondsLeft: status.trial == nil ? nil : status.seconds,
                confirmedAt: host.folder.confirmed?.at.iso8601, confirmedBy: host.folder.confirmed?.by.shortName.string,
                isAsLeft: drift == nil, foreign: foreign)
            if json { return try Output.json(report) }
            for line in report.lines { print(line(Output.language)) }
        }
    }

    struct Drift: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "drift",
            abstract: "What somebody else has changed in our tables; fails where there is something.")
        @OptionGroup var files: Choice
        @Flag(help: "As JSON.") var json = false
        @Flag(help: "Take it as it is, until the next policy.") var adopt = false

        func run() throws {
            if adopt {
                let site = try OneShot(files.global, inThisProcess: true)
                return try site.perform([Operation(.firewall(.adopt), on: .firewall)], isConfirmed: true)
            }
            let host = try FirewallSite(files.global).host
            let drift = try waitFor { try await host.drift() }
            if json {
                try Output.json(drift)
            } else if let drift {
                for table in drift.missing { print(Phrase.tableMissing(SafeText(table))(Output.language)) }
                for line in drift.removed { print(SafeText("- " + line)) }
                for line in drift.added { print(SafeText("+ " + line)) }
                Output.advise(.repairOrAdopt)
            } else {
                print(Phrase.noDrift(Output.language))
            }
            if drift != nil { throw ExitCode.failure }
        }
    }
}

/// The firewall of this machine and its guests, for commands that only look.
struct FirewallSite {
    let host: FirewallHost
    let guests: [FirewallGuest]

    init(_ files: FirewallCommand.Files) throws {
        try self.init(files.global, files.guests == nil ? nil : files.readGuests())
    }

    /// - Parameter named: guests that were said; nil: those of the machine.
    init(_ global: GlobalOptions, _ named: [FirewallGuest]? = nil) throws {
        let configuration = try global.configuration()
        let folder = global.stateFolder(configuration)
        if let named {
            guests = named
        } else {
            // Without libvirt the rules alone can be shown.
            guests =
                (try? OneShot(global))?.state.hosts.flatMap { $0.guests.compactMap { FirewallGuest($0) } } ?? []
        }
        host = try waitFor { try await FirewallHost(stateFolder: folder) }
    }
}

struct StatusReport: Encodable {
    var current: String?
    var trial: String?
    var secondsLeft: Int?
    var confirmedAt: String?
    var confirmedBy: String?
    var isAsLeft: Bool
    var foreign: [String]

    var lines: [Phrase] {
        var lines: [Phrase] = [current.map { .rules($0, confirmedAt ?? "", confirmedBy ?? "") } ?? .nothingRules]
        if let trial { lines.append(.onTrial(trial, secondsLeft ?? 0)) }
        if !isAsLeft { lines.append(.hasDrift) }
        lines += foreign.map { .foreignDrops(SafeText($0)) }
        return lines
    }
}
