import Text

/// Why an account stands where it stands: lines for a person, made to fit a screen of 80 by 24.
public struct VerdictExplanation: Sendable, Equatable {
    public struct Line: Sendable, Equatable {
        public var label: Phrase
        public var text: Phrase
    }

    /// The verdict first.
    public var verdict: Phrase
    public var lines: [Line]

    public init(_ known: KnownAccount, _ judgement: Judgement, _ judge: MemberJudge) {
        let (now, clock) = (judge.now, judge.clock)
        verdict = judgement.words(at: now, clock)
        lines = [
            Line(label: Phrase("rule", "règle"), text: judge.rules.words),
            Line(label: Phrase("clock", "depuis"), text: judgement.start.words),
        ]
        if let due = judgement.due {
            lines.append(
                Line(
                    label: Phrase("ends", "fin"),
                    text: .monthsEnd(judgement.months, clock.lastDay(before: due), clock.zoneName)))
        }
        lines += Self.evidence(known, judge)
        lines += Self.doubts(judgement)
        lines.append(
            Line(label: Phrase("changes it", "changerait"), text: judgement.change(known, judge)))
    }

    /// Every source with its latest sign, or that it has none.
    private static func evidence(_ known: KnownAccount, _ judge: MemberJudge) -> [Line] {
        let signs = known.signs
        let silent = Set(judge.readings.map(\.source)).union(judge.rules.required)
            .subtracting(signs.map(\.source)).sorted()
        return signs.map { sign in
            Line(label: sign.source.words, text: .signWords(sign, judge.now))
        } + silent.map { Line(label: $0.words, text: Phrase("never seen there", "jamais vu là")) }
    }

    private static func doubts(_ judgement: Judgement) -> [Line] {
        guard case .unknown(let doubts) = judgement.standing else { return [] }
        return doubts.map { Line(label: Phrase("doubt", "doute"), text: $0.words) }
    }
}

extension Judgement {
    /// What would make it another verdict.
    func change(_ known: KnownAccount, _ judge: MemberJudge) -> Phrase {
        switch standing {
        case .unknown(let doubts):
            doubts.contains { if case .source = $0 { true } else { false } }
                ? Phrase(
                    "a whole and fresh reading of every source: unixcorn member sync",
                    "une lecture entière et récente de chaque source : unixcorn member sync")
                : Phrase(
                    "the doubt cleared at the service, then unixcorn member sync",
                    "le doute levé sur le service, puis unixcorn member sync")
        case .exempt(.hold(let entry)), .exempt(.register(let entry)):
            Phrase(
                "the end of line \(entry.id) of the register\(entry.until.map { ", on \(judge.clock.lastDay(before: $0).iso8601)" } ?? "")",
                "la fin de la ligne \(entry.id) du registre\(entry.until.map { ", le \(judge.clock.lastDay(before: $0).iso8601)" } ?? "")"
            )
        case .exempt(.administrator):
            Phrase("losing the administrator's rights", "la perte des droits d’administration")
        case .exempt(.group(let name)):
            Phrase("leaving the group \(SafeText(name))", "sa sortie du groupe \(SafeText(name))")
        case .kept: Phrase("other rules in the configuration", "d’autres règles dans la configuration")
        case .active, .waiting, .due:
            Phrase(
                "any sign of life, or a line in the register",
                "tout signe de vie, ou une ligne au registre")
        }
    }
}

extension ServiceRules {
    /// The rule in one sentence.
    public var words: Phrase {
        var english = months == 0 ? "nobody is ever due" : "due after \(count(months, "month")) without a sign of life"
        var french = months == 0 ? "personne n’est jamais échu" : "échu après \(months) mois sans signe de vie"
        if neverMonths != months {
            english +=
                neverMonths == 0 ? ", never if nobody came in" : ", \(count(neverMonths, "month")) if nobody came in"
            french +=
                neverMonths == 0 ? ", jamais si personne n’est venu" : ", \(neverMonths) mois si personne n’est venu"
        }
        if warnDays > 0 {
            english += "; warned \(count(warnDays, "day")) before"
            french += " ; averti \(warnDays) jour\(warnDays == 1 ? "" : "s") avant"
        }
        if disableDays > 0 {
            english += "; disabled for \(count(disableDays, "day")), then deleted"
            french += " ; désactivé \(disableDays) jour\(disableDays == 1 ? "" : "s"), puis supprimé"
        } else if months > 0 {
            english += "; then deleted"
            french += " ; puis supprimé"
        }
        return Phrase(english, french)
    }

    private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension Phrase {
    fileprivate static func monthsEnd(_ months: Int, _ day: CivilDate, _ zone: String) -> Phrase {
        Phrase(
            "with \(day.iso8601), at midnight in \(SafeText(zone)) (\(months) calendar month\(months == 1 ? "" : "s"))",
            "avec le \(day.iso8601), à minuit, \(SafeText(zone)) (\(months) mois de calendrier)")
    }
    fileprivate static func signWords(_ sign: Evidence, _ now: Moment) -> Phrase {
        let day = sign.shown
        let age = now.seconds(since: sign.at)
        let note = sign.note.isEmpty || sign.note == day ? "" : " · " + SafeText(sign.note).string
        guard age >= 0 else { return Phrase(verbatim: SafeText(day + note)) }
        return Phrase(
            "\(day), \(Units.duration(age)) ago\(note)", "\(day), il y a \(Units.duration(age, .french))\(note)")
    }
}
