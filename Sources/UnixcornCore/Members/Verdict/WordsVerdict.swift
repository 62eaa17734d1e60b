import Text

extension Judgement {
    /// Where the account stands, in a few words: `delete`, `active until 2026-12-24`, `exempt: gives regularly`.
    public func words(at now: Moment, _ clock: SiteClock) -> Phrase {
        switch standing {
        case .unknown(let doubts): .unknownStanding(doubts.first?.words ?? .nothing)
        case .exempt(let exemption): .exemptStanding(exemption.words)
        case .kept: Phrase("no rule ends it", "aucune règle n’y met fin")
        case .active(let until): .activeUntil(clock.lastDay(before: until))
        case .waiting(let step, let until): .waitingUntil(step, clock.lastDay(before: until))
        case .due(let step):
            Phrase("due: \(step.words.english)", "échu : \(step.words.french)")
        }
    }
}

extension SiteClock {
    /// The last day that a person has: the one that ends at `end`.
    public func lastDay(before end: Moment) -> CivilDate { day(of: end.adding(seconds: -1)) }
}

extension Phrase {
    static func unknownStanding(_ why: Phrase) -> Phrase {
        Phrase("unknown: \(why.english)", "inconnu : \(why.french)")
    }
    static func exemptStanding(_ why: Phrase) -> Phrase {
        Phrase("exempt: \(why.english)", "exempté : \(why.french)")
    }
    static func activeUntil(_ day: CivilDate) -> Phrase {
        Phrase("stays until \(day.iso8601) at least", "reste au moins jusqu’au \(day.iso8601)")
    }
    static func waitingUntil(_ step: MemberStep, _ day: CivilDate) -> Phrase {
        switch step {
        case .delete: Phrase("deleted after \(day.iso8601)", "supprimé après le \(day.iso8601)")
        case .disable: Phrase("disabled after \(day.iso8601)", "désactivé après le \(day.iso8601)")
        case .warn: Phrase("warned after \(day.iso8601)", "averti après le \(day.iso8601)")
        }
    }
}

extension Judgement.Exemption {
    public var words: Phrase {
        switch self {
        case .hold(let entry):
            Phrase("legal hold, \(SafeText(entry.why))", "mesure légale, \(SafeText(entry.why))")
        case .register(let entry): Phrase(verbatim: SafeText(entry.why))
        case .administrator: Phrase("administrator", "administrateur")
        case .group(let name): Phrase("group \(SafeText(name))", "groupe \(SafeText(name))")
        }
    }
}

extension Judgement.Start {
    /// What the clock counts from.
    public var words: Phrase {
        let day = at.formatted("%Y-%m-%d %H:%M")
        return switch self {
        case .sign(let sign):
            Phrase(
                "the last sign of life, \(sign.shown) (\(sign.source.words.english))",
                "le dernier signe de vie, le \(sign.shown) (\(sign.source.words.french))")
        case .made: Phrase("when it was made, \(day)", "sa création, le \(day)")
        case .found:
            Phrase(
                "when it was first listed, \(day) (the service does not tell when it was made)",
                "sa première apparition, le \(day) (le service ne dit pas sa création)")
        case .enabledAgain: Phrase("when somebody enabled it again, \(day)", "sa réactivation, le \(day)")
        case .lapse: Phrase("when its exemption ended, \(day)", "la fin de son exemption, le \(day)")
        }
    }
}

extension Doubt {
    public var words: Phrase {
        switch self {
        case .source(let reading, _): reading.words
        case .tooShort(let reading, let since):
            Phrase(
                "\(reading.source.words.english): it tells only since \(since.formatted("%Y-%m-%d"))",
                "\(reading.source.words.french) : elle ne dit rien d’avant le \(since.formatted("%Y-%m-%d"))")
        case .fault(let fault): fault.words
        case .loginAlone:
            Phrase(
                "only the last login is known, and whoever just synchronises looks dead",
                "seule la dernière connexion est connue, et qui ne fait que synchroniser paraît absent")
        case .noAddress:
            Phrase("it must be warned and has no address", "il doit être averti et n’a pas d’adresse")
        case .perhapsWarned(let at):
            Phrase(
                "a warning of \(at.dateAndTime) was perhaps sent",
                "un avertissement du \(at.dateAndTime) est peut-être parti"
            )
        case .future(let sign):
            Phrase(
                "a sign of life is dated \(sign.at.formatted("%Y-%m-%d"))",
                "un signe de vie est daté du \(sign.at.formatted("%Y-%m-%d"))")
        }
    }
}

extension SourceReading {
    /// How the source is, in a line.
    public var words: Phrase {
        let name = source.words
        let state: Phrase =
            switch condition {
            case .whole:
                wholeAt.map { at in
                    Phrase("read on \(at.dateAndTime)", "lue le \(at.dateAndTime)")
                } ?? Phrase("read", "lue")
            case .failed(let failure): Phrase("failed: \(failure.message.english)", "échec : \(failure.message.french)")
            case .partial(let why): Phrase("half read: \(why.english)", "lue à moitié : \(why.french)")
            case .shrunk(let old, let new):
                Phrase(
                    "too many are missing: it listed \(old) accounts and now \(new)",
                    "trop manquent : elle listait \(old) comptes et en liste \(new)")
            case .clockOff(let seconds):
                Phrase(
                    "the server's clock is \(Units.duration(Double(abs(seconds)))) \(seconds > 0 ? "ahead" : "behind")",
                    "l’horloge du serveur \(seconds > 0 ? "avance" : "retarde") de \(Units.duration(Double(abs(seconds)), .french))"
                )
            case .never: Phrase("never read", "jamais lue")
            }
        return Phrase("\(name.english): \(state.english)", "\(name.french) : \(state.french)")
    }
}

extension Doubt {
    /// What to do about it; nil where the words say it.
    public var hint: Phrase? {
        switch self {
        case .source(let reading, _): reading.hint
        case .loginAlone:
            Phrase(
                "Declare ssh or guest (occ), or access_log; or write required = \"login\" if that is really enough.",
                "Déclarez ssh ou guest (occ), ou access_log ; ou écrivez required = \"login\" si cela suffit vraiment.")
        default: nil
        }
    }
}

extension SourceReading {
    /// What to do about it; nil where nothing has to be done, or the failure itself says.
    public var hint: Phrase? {
        switch condition {
        case .whole: nil
        case .failed(let failure): failure.hint
        case .shrunk:
            Phrase(
                "If that is right: unixcorn member sync SERVICE --accept-fewer. Nobody is judged until then.",
                "Si c’est juste : unixcorn member sync SERVICE --accept-fewer. Personne n’est jugé jusque-là.")
        case .clockOff:
            Phrase("Set the clocks, then unixcorn member sync.", "Réglez les horloges, puis unixcorn member sync.")
        case .partial, .never:
            Phrase("unixcorn member sync reads it anew.", "unixcorn member sync la relit.")
        }
    }
}

extension AccountFault {
    public var words: Phrase {
        switch self {
        case .impossibleDate(let field, let value):
            Phrase(
                "\(SafeText(field)) says \(SafeText(value)), which cannot be",
                "\(SafeText(field)) dit \(SafeText(value)), ce qui ne se peut")
        case .unreadable(let field, let value):
            Phrase(
                "\(SafeText(field)) is not readable: \(SafeText(value))",
                "\(SafeText(field)) est illisible : \(SafeText(value))")
        case .notAccessible:
            Phrase("it is listed and cannot be looked at", "il est listé et ne peut être lu")
        case .listedTwice: Phrase("it is listed twice", "il est listé deux fois")
        }
    }
}
