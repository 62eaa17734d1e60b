import ArgumentParser
import UnixcornCore

/// `unixcorn member`: who uses the hosted services, who may be removed, and never by mistake.
struct MemberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "Accounts on the hosted services.",
        subcommands: [
            Services.self, Sync.self, List.self, Why.self, Plan.self, Apply.self, Exempt.self, Hold.self, Register.self,
            End.self, Note.self, Warn.self, Disable.self, Enable.self, Delete.self, Create.self, Password.self,
            Quota.self, Announce.self, Kept.self, Purge.self, Visits.self,
        ])

    /// One account, for the commands below.
    struct Account: ParsableArguments {
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The service.") var service: String
        @Argument(help: "The account: its login or its id.") var account: String
    }

    struct Services: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "services", abstract: "Every service: how many accounts, and how its sources are.")
        @OptionGroup var global: GlobalOptions
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try MemberSite(global)
            let state = try site.state()
            if json { return try Output.json(state.services.map { HostedServiceReport($0, state) }) }
            Output.table(
                ["NAME", "TYPE", "ACCOUNTS", "ACTIVE", "NEW", "AT RISK", "DUE", "EXEMPT", "UNKNOWN", "READ"],
                site.words,
                state.services.map { service in
                    let figures = service.figures(state.clock, at: state.at)
                    let numbers = [
                        figures.accounts, figures.activeThisMonth, figures.new, figures.atRisk, figures.due,
                        figures.exempt, figures.unknown,
                    ].map { SafeText(String($0)) }
                    return [SafeText(service.id), SafeText(service.declaration.kind.rawValue)] + numbers
                        + [SafeText(service.readAt?.dateAndTime ?? "-")]
                })
            for service in state.services {
                for doubt in service.doubts {
                    Output.complain("\(service.id): " + doubt.words(site.words).string)
                    if let hint = doubt.hint { Output.advise(hint) }
                }
            }
            for entry in state.lapsing(at: state.at) {
                Output.complain(Phrase.exemptionEnds(entry, state.clock)(site.words).string)
            }
        }
    }

    struct Sync: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sync", abstract: "Ask services who is there, and when they were.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The service; without it, all.") var service: String?
        @Flag(help: "A list that has become much shorter is right all the same.") var acceptFewer = false
        @Flag(help: "Tell the administrator by mail what failed, and which exemptions end within thirty days.")
        var scheduled = false

        func run() throws {
            let site = try MemberSite(global)
            let names = try service.map { [try site.service($0).name] } ?? site.configuration.services.keys.sorted()
            var failures: [OperationFailure] = []
            for name in names {
                do {
                    try site.perform(.sync(acceptsShrinking: acceptFewer), on: .service(name))
                    try report(name, site)
                } catch let failure as OperationFailure {
                    failures.append(failure)
                    Output.complain(failure)
                }
            }
            if scheduled {
                let (site, failures, state, book) = (site, failures, try site.state(), try site.book())
                let refusal = try waitFor {
                    try await MemberNews(site.configuration, book).tell(failures, state)
                }
                if let refusal { Output.complain(refusal(site.words).string) }
            }
            if !failures.isEmpty { throw ExitCode.failure }
        }

        /// How many, and who cannot be read.
        private func report(_ name: String, _ site: MemberSite) throws {
            let members = try site.state().services.first { $0.id == name }?.members ?? []
            let odd = members.filter { !$0.known.account.faults.isEmpty }
            print(Phrase.membersFound(members.count, due: members.count { $0.judgement.step != nil })(site.words))
            for member in odd.prefix(3) {
                let fault = member.known.account.faults.first?.words ?? .nothing
                Output.complain("\(name)/\(SafeText(member.known.account.login)): \(fault(site.words))")
            }
            if odd.count > 3 { Output.complain(Phrase.moreUnreadable(odd.count - 3)(site.words).string) }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Everybody, with the last sign of life and the verdict.")
        @OptionGroup var global: GlobalOptions
        @Option(help: "Of one service alone.") var service: String?
        @Flag(help: "Only those for whom something is to be done.") var due = false
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try MemberSite(global)
            let wanted = try service.map { try site.service($0).name }
            let state = try site.state()
            let rows = state.services.filter { wanted == nil || $0.id == wanted }.flatMap { service in
                service.members.filter { !due || $0.judgement.step != nil }.map { (service, $0) }
            }
            if json { return try Output.json(rows.map { MemberReport($0.0.id, $0.1, state) }) }
            Output.table(
                ["SERVICE", "LOGIN", "LAST SIGN", "BY", "VERDICT"], site.words,
                rows.map { service, member in
                    let last = member.known.signs.first
                    return [
                        SafeText(service.id), SafeText(member.known.account.login),
                        SafeText(last?.shownDay ?? "-"), last?.source.words(site.words) ?? "-",
                        member.judgement.words(at: state.at, state.clock)(site.words),
                    ]
                })
        }
    }

    struct Why: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "why",
            abstract: "Why an account stands where it stands: rule, clock, evidence, what would change it.")
        @OptionGroup var which: Account
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try MemberSite(which.global)
            let service = try site.service(which.service)
            let member = try site.member(which.account, of: service)
            let state = try site.state()
            if json { return try Output.json(MemberReport(service.name, member, state)) }
            guard let judge = state.services.first(where: { $0.id == service.name })?.judge(state.clock, at: state.at)
            else { return }
            let why = VerdictExplanation(member.known, member.judgement, judge)
            print(SafeText(member.known.account.login).string + ": " + why.verdict(site.words).string)
            let width = why.lines.map { $0.label(site.words).width }.max() ?? 0
            if !member.known.account.isEnabled, let since = member.known.disabledSince {
                print("  " + Phrase.disabledSince(since)(site.words).string)
            }
            if let warned = member.known.warned { print("  " + Phrase.warnedOn(warned)(site.words).string) }
            for line in why.lines {
                let label = line.label(site.words)
                print(
                    "  " + label.string + String(repeating: " ", count: width - label.width + 2)
                        + line.text(site.words).string)
            }
        }
    }
}
