import ArgumentParser
import UnixcornCore

extension LedgerCommand {
    struct Expect: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "expect",
            abstract: "What comes again and again: rent, paydays, a donor's transfer; what of it is late.",
            subcommands: [ExpectList.self, ExpectAdd.self, ExpectEnd.self, ExpectLink.self],
            defaultSubcommand: ExpectList.self)
    }

    struct ExpectList: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "What was expected lately and is expected soon, and what came of it.")
        @OptionGroup var options: LedgerOptions
        @Option(help: ArgumentHelp("The first day; without it, 62 days ago.", valueName: "day")) var from: String?
        @Option(help: ArgumentHelp("The last day; without it, in 31 days.", valueName: "day")) var until: String?
        @Flag(help: "Only what is late, missing or differs.") var late = false
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try LedgerSite(options)
            let (book, today) = (try site.open(), site.site.today())
            let first = try from.map { try TypedDay.read($0) } ?? today.adding(days: -62)
            let last = try until.map { try TypedDay.read($0) } ?? today.adding(days: 31)
            guard first <= last else {
                throw OperationFailure(area: "usage", message: .daysTurned(first, last))
            }
            let (expectations, all) = try booking { () throws(LedgerError) in
                (try book.expectations(), try book.occurrences(in: first...last, today: today))
            }
            let occurrences = all.filter { !late || $0.isAlarming }.sorted {
                ($0.day, $0.expectation) < ($1.day, $1.expectation)
            }
            let named = Dictionary(uniqueKeysWithValues: expectations.map { ($0.id, $0) })
            if json { return try Output.json(occurrences.map { OccurrenceReport($0, named[$0.expectation]) }) }
            Output.table(
                ["NO", "DAY", "STATE", "WHAT", "EXPECTED", "CAME", "ENTRY", "HOW OFTEN"], site.words,
                occurrences.compactMap { one in
                    guard let expectation = named[one.expectation] else { return nil }
                    let sign = expectation.direction == .income ? "+" : "-"
                    return [
                        SafeText(String(one.expectation)), SafeText(one.day.iso8601), one.look.words(site.words),
                        SafeText(expectation.name), SafeText(sign + expectation.amount.text(site.words)),
                        one.settlement.map { SafeText(sign + $0.amount.text(site.words)) } ?? "-",
                        SafeText(one.settlement.map { String($0.entry) } ?? "-"), expectation.rhythm.words(site.words),
                    ]
                })
        }
    }

    struct ExpectAdd: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Expect something: NAME AMOUNT --in or --out, --account, --every \"monthly 5\".")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "What it is; no person's name.") var name: String
        @Argument(help: "How much; 5,00..10,00 is a range. Without it, any amount.") var amount: String?
        @Flag(name: .customLong("in"), help: "It comes to us.") var comes = false
        @Flag(name: .customLong("out"), help: "It goes from us.") var goes = false
        @Option(help: ArgumentHelp("The account of class 6 or 7 that it is booked on.", valueName: "account"))
        var account: String
        @Option(
            help: ArgumentHelp(
                "How often: weekly 2 is each Wednesday, monthly 5, monthly 31/3, yearly 06-30, once.",
                valueName: "rhythm"))
        var every: String
        @Option(help: ArgumentHelp("The first day; without it, today.", valueName: "day")) var from: String?
        @Option(help: ArgumentHelp("The last day; without it, it goes on.", valueName: "day")) var until: String?
        @Option(help: "Days before and after that are neither early nor late.") var tolerance = 5
        @Option(help: ArgumentHelp("A word that its entry's label has; may be repeated.", valueName: "word"))
        var word: [String] = []

        func run() throws {
            let site = try LedgerSite(options)
            guard comes != goes else { throw OperationFailure(area: "usage", message: .inOrOut) }
            guard let rhythm = Rhythm(typed: every) else {
                throw OperationFailure(area: "usage", message: .noSuchRhythm(SafeText(every)))
            }
            let expectation = Expectation(
                Label.cleaned(name), comes ? .income : .expense, try expected(site), account: account, rhythm,
                first: try site.day(from), last: try until.map { try TypedDay.read($0) }, tolerance: tolerance,
                words: word)
            try site.perform(.expect(expectation))
        }

        private func expected(_ site: LedgerSite) throws -> ExpectedAmount {
            guard let amount else { return .open() }
            let parts = amount.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { return .exactly(try site.amount(amount)) }
            return .between(try site.amount(parts[0]).minor, try site.amount(parts[1]).minor)
        }
    }

    struct ExpectEnd: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "end", abstract: "Expect nothing of it any more after a day.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "Its number.") var number: Int
        @Option(name: .customLong("on"), help: ArgumentHelp("The last day; without it, today.", valueName: "day"))
        var day: String?

        func run() throws {
            let site = try LedgerSite(options)
            try site.perform(.endExpectation(number, try site.day(day)))
        }
    }

    struct ExpectLink: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "link", abstract: "Say that an entry is what was expected on a day.")
        @OptionGroup var options: LedgerOptions
        @Argument(help: "The expectation's number.") var number: Int
        @Argument(help: "The day on which it was expected.") var day: String
        @Argument(help: "The entry's number.") var entry: Int

        func run() throws {
            try LedgerSite(options).perform(
                .link(OccurrenceLink(expectation: number, day: try TypedDay.read(day), entry: entry)))
        }
    }
}

/// An occurrence as JSON.
struct OccurrenceReport: Encodable {
    var expectation: Int
    var name, day, state: String
    var direction, rhythm: String?
    var entry, came: Int?

    init(_ one: Occurrence, _ expectation: Expectation?) {
        (self.expectation, name, day) = (one.expectation, expectation?.name ?? "", one.day.iso8601)
        (direction, rhythm) = (expectation?.direction.rawValue, expectation?.rhythm.text)
        (entry, came) = (one.settlement?.entry, one.settlement?.amount.minor)
        state =
            switch one.state {
            case .toCome: "to-come"
            case .due: "due"
            case .settled: "matched"
            case .differing: "differs"
            case .late: "late"
            case .missing: "missing"
            }
    }
}

extension Phrase {
    fileprivate static func daysTurned(_ first: CivilDate, _ last: CivilDate) -> Phrase {
        Phrase("\(first.iso8601) is after \(last.iso8601)", "le \(first.iso8601) est après le \(last.iso8601)")
    }
    fileprivate static let inOrOut = Phrase("say --in or --out", "dites --in (reçu) ou --out (payé)")
    fileprivate static func noSuchRhythm(_ text: SafeText) -> Phrase {
        Phrase(
            "“\(text)” is no rhythm: weekly 2 (0 is Monday), monthly 5, monthly 31/3 (every third month), yearly 06-30, once",
            "« \(text) » n’est pas un rythme : hebdomadaire 2 (0 est lundi), mensuel 5, mensuel 31/3 (tous les trois mois), annuel 06-30, une fois"
        )
    }
}
