import ArgumentParser
import UnixcornCore

/// `--keep-...`, by restic's names and with restic's meaning.
struct RetentionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The newest n.", valueName: "n")) var keepLast: Int?
    @Option(help: ArgumentHelp("The newest of each of n hours.", valueName: "n")) var keepHourly: Int?
    @Option(help: ArgumentHelp("The newest of each of n days.", valueName: "n")) var keepDaily: Int?
    @Option(help: ArgumentHelp("The newest of each of n weeks.", valueName: "n")) var keepWeekly: Int?
    @Option(help: ArgumentHelp("The newest of each of n months.", valueName: "n")) var keepMonthly: Int?
    @Option(help: ArgumentHelp("The newest of each of n years.", valueName: "n")) var keepYearly: Int?
    @Option(help: ArgumentHelp("All of a span before the newest: 1y5m7d2h.", valueName: "span"))
    var keepWithin: String?
    @Option(help: ArgumentHelp("One an hour within a span.", valueName: "span")) var keepWithinHourly: String?
    @Option(help: ArgumentHelp("One a day within a span.", valueName: "span")) var keepWithinDaily: String?
    @Option(help: ArgumentHelp("One a week within a span.", valueName: "span")) var keepWithinWeekly: String?
    @Option(help: ArgumentHelp("One a month within a span.", valueName: "span")) var keepWithinMonthly: String?
    @Option(help: ArgumentHelp("One a year within a span.", valueName: "span")) var keepWithinYearly: String?
    @Option(help: ArgumentHelp("Those that have all of these tags: a,b. Repeatable.", valueName: "tags"))
    var keepTag: [String] = []

    /// The rules that were given; none: empty.
    func retention() throws(OperationFailure) -> Retention {
        var made = Retention()
        let counts: [(String, Int?, WritableKeyPath<Retention, Int>)] = [
            ("--keep-last", keepLast, \.last), ("--keep-hourly", keepHourly, \.hourly),
            ("--keep-daily", keepDaily, \.daily), ("--keep-weekly", keepWeekly, \.weekly),
            ("--keep-monthly", keepMonthly, \.monthly), ("--keep-yearly", keepYearly, \.yearly),
        ]
        for (option, value, path) in counts {
            guard let value else { continue }
            guard value >= 0 else {
                throw OperationFailure(area: "usage", message: .noCount(option, value))
            }
            made[keyPath: path] = value
        }
        let spans: [(String, String?, WritableKeyPath<Retention, Retention.Span>)] = [
            ("--keep-within", keepWithin, \.within), ("--keep-within-hourly", keepWithinHourly, \.withinHourly),
            ("--keep-within-daily", keepWithinDaily, \.withinDaily),
            ("--keep-within-weekly", keepWithinWeekly, \.withinWeekly),
            ("--keep-within-monthly", keepWithinMonthly, \.withinMonthly),
            ("--keep-within-yearly", keepWithinYearly, \.withinYearly),
        ]
        for (option, text, path) in spans {
            guard let text else { continue }
            guard let span = Retention.Span(text) else {
                throw OperationFailure(area: "usage", message: .noSpan(option, SafeText(text)))
            }
            made[keyPath: path] = span
        }
        // As restic reads it, blanks around a tag are not part of it.
        made.tags = keepTag.map { list in
            list.split(separator: ",", omittingEmptySubsequences: false).map { tag in
                String(tag.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
        }
        return made
    }

    /// Whether any rule was given, even one that keeps nothing.
    var isGiven: Bool {
        [keepLast, keepHourly, keepDaily, keepWeekly, keepMonthly, keepYearly].contains { $0 != nil }
            || [
                keepWithin, keepWithinHourly, keepWithinDaily, keepWithinWeekly, keepWithinMonthly, keepWithinYearly,
            ].contains { $0 != nil } || !keepTag.isEmpty
    }
}

extension Phrase {
    static func noCount(_ option: String, _ value: Int) -> Phrase {
        Phrase("\(option) \(value): a number from 0 on", "\(option) \(value) : un nombre à partir de 0")
    }
    static func noSpan(_ option: String, _ text: SafeText) -> Phrase {
        Phrase(
            "\(option): “\(text)” is no span: years, months, days and hours, as in 1y5m7d2h",
            "\(option) : « \(text) » n’est pas une durée : années (y), mois (m), jours (d), heures (h), ainsi 1y5m7d2h")
    }
}
