import ArgumentParser
import UnixcornCore

extension MemberCommand {
    struct Exempt: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "exempt", abstract: "Enter into the register that an account stays, and why.")
        @OptionGroup var which: Account
        @Option(help: "Why it stays: gives regularly.") var why: String
        @Option(help: "What shows it: a note, a message's id.") var proof = ""
        @Option(help: ArgumentHelp("The last day, 2027-03-31; without it, until it is ended.", valueName: "day"))
        var until: String?

        func run() throws { try enter(which, .exemption, why, proof, until) }
    }

    struct Hold: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hold", abstract: "Put a legal hold on an account: nothing of it is deleted or purged.")
        @OptionGroup var which: Account
        @Option(help: "Who ordered it, and why.") var why: String
        @Option(help: "The order's number.") var proof = ""
        @Option(help: ArgumentHelp("The last day; without it, until it is ended.", valueName: "day")) var until: String?

        func run() throws { try enter(which, .hold, why, proof, until) }
    }

    private static func enter(
        _ which: Account, _ kind: RegisterEntry.Kind, _ why: String, _ proof: String, _ until: String?
    ) throws {
        let site = try MemberSite(which.global)
        let service = try site.service(which.service)
        guard case .account(let name, let id, let login) = try site.account(which.account, of: service) else { return }
        let entry = RegisterEntry(
            kind: kind, service: name, account: id, why: why, proof: proof, from: .now,
            until: try until.map { SiteClock(site.configuration).end(of: try TypedDay.read($0)) },
            by: Operator.current().name.string)
        try site.perform(.enter(entry), on: .account(service: name, id: id, login: login))
    }

    struct Register: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "register", abstract: "The register: exemptions and legal holds.")
        @OptionGroup var global: GlobalOptions
        @Flag(help: "Those that no longer hold, too.") var all = false
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try MemberSite(global)
            let state = try site.state()
            let entries = state.register.filter { all || $0.holds(at: state.at) }
            if json { return try Output.json(entries.map(RegisterReport.init)) }
            Output.table(
                ["NO", "KIND", "SERVICE", "ACCOUNT", "UNTIL", "BY", "WHY"], site.words,
                entries.map { entry in
                    [
                        String(entry.id), (entry.kind == .hold ? Phrase.holdWord : .exemptionWord)(site.words).string,
                        entry.service, entry.account,
                        (entry.endedAt ?? entry.until).map { state.clock.lastDay(before: $0).iso8601 } ?? "-", entry.by,
                        entry.why,
                    ].map { SafeText($0) }
                })
        }
    }

    struct End: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "end", abstract: "End a line of the register, by its number.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The line's number.") var id: Int64

        func run() throws {
            let site = try MemberSite(global)
            guard let entry = try site.state().register.first(where: { $0.id == id }) else {
                throw OperationFailure(area: "usage", message: .noRegisterLine(id))
            }
            try site.perform(
                .endEntry(id), on: .account(service: entry.service, id: entry.account, login: entry.account))
        }
    }

    struct Note: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "note", abstract: "Note a sign of life by hand: an e-mail, a call, a gift.")
        @OptionGroup var which: Account
        @Option(help: "What it was: a message's id.") var why: String
        @Option(help: ArgumentHelp("The day, 2026-11-29; without it, today.", valueName: "day")) var at: String?
        @Flag(help: "It was a gift.") var gift = false

        func run() throws {
            let site = try MemberSite(which.global)
            let service = try site.service(which.service)
            let clock = SiteClock(site.configuration)
            let end = try at.map { clock.end(of: try TypedDay.read($0)).adding(seconds: -1) } ?? .now
            guard end.seconds(since: .now) < 86_400 else {
                throw OperationFailure(area: "usage", message: .dayAhead(SafeText(at ?? "")))
            }
            let sign = Evidence(gift ? .gifts : .notes, at: min(end, .now), note: why)
            try site.perform(.note(sign), on: try site.account(which.account, of: service))
        }
    }
}

/// A day as a command is given it.
enum TypedDay {
    static func read(_ text: String) throws(OperationFailure) -> CivilDate {
        guard let day = CivilDate(iso8601: text) else {
            throw OperationFailure(area: "usage", message: .noDay(SafeText(text)))
        }
        return day
    }
}
