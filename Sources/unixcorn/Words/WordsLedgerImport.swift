import UnixcornCore

extension Phrase {
    static func cannotRead(_ path: SafeText) -> Phrase { Phrase("\(path) cannot be read", "\(path) ne peut être lu") }
    static let whoseRates = Phrase(
        "whose are these? say --user NAME, or liberapay in [finances]",
        "à qui est-ce ? dites --user NOM, ou liberapay dans [finances]")
    static func notRegular(_ number: Int) -> Phrase {
        Phrase(
            "donor \(number) does not give regularly now, or has no listed account: unixcorn ledger donor list",
            "le donateur \(number) ne donne pas régulièrement, ou n’a pas de compte listé : unixcorn ledger donor list")
    }
    static func ratesKept(_ name: SafeText) -> Phrase {
        Phrase(
            "kept, apart from the cash: unixcorn ledger rates, --paydays \(name)",
            "gardé, à part de la caisse : unixcorn ledger rates, --paydays \(name)")
    }
    static func noMap(_ text: SafeText) -> Phrase {
        Phrase("“\(text)”: write BANK=ACCOUNT", "« \(text) » : écrivez BANQUE=COMPTE")
    }
    static func noChoice(_ text: SafeText, _ allowed: SafeText) -> Phrase {
        Phrase("“\(text)” is none of \(allowed)", "« \(text) » n’est aucun de \(allowed)")
    }
    static func weekly(_ name: SafeText, _ money: Money?) -> Phrase {
        guard let money else { return Phrase("\(name) hides what it receives", "\(name) cache ce qu’il reçoit") }
        return Phrase(
            "\(name): \(money.text(.english)) a week promised, \(Money(money.minor * 52, money.currency).text(.english)) a year",
            "\(name) : \(money.text(.french)) promis par semaine, \(Money(money.minor * 52, money.currency).text(.french)) par an"
        )
    }
    static func noShare(_ text: SafeText) -> Phrase {
        Phrase(
            "“\(text)” is no share: --split ACCOUNT=AMOUNT, without --to",
            "« \(text) » n’est pas une part : --split COMPTE=MONTANT, sans --to")
    }
    static let toOrSplit = Phrase(
        "say --to ACCOUNT, or --split ACCOUNT=AMOUNT", "dites --to COMPTE, ou --split COMPTE=MONTANT")
    static func noDonorOf(_ number: Int) -> Phrase {
        Phrase("there is no donor \(number)", "il n’y a pas de donateur \(number)")
    }
    static func importHead(_ part: ImportPart) -> Phrase {
        let (count, account, format) = (
            part.lines.count, SafeText(part.account), part.statement.format.rawValue.uppercased()
        )
        let taken = part.taken.map { $0.dateAndTime }
        return Phrase(
            "\(format), \(count) lines, account \(account)" + (taken.map { "; taken before on \($0)" } ?? ""),
            "\(format), \(count) lignes, compte \(account)" + (taken.map { " ; déjà pris le \($0)" } ?? ""))
    }
    static func dialect(_ dialect: CSVDialect, isKept: Bool) -> Phrase {
        let (encoding, days) = (dialect.encoding.rawValue, dialect.days.rawValue)
        let separator = dialect.separator == "\t" ? "TAB" : dialect.separator
        let columns = dialect.header.isEmpty ? "-" : dialect.header.map { SafeText($0).string }.joined(separator: " | ")
        return Phrase(
            "\(isKept ? "as before" : "detected"): \(encoding), “\(separator)”, decimal \(dialect.decimal.rawValue), days \(days), "
                + "\(dialect.preamble) lines before; \(columns)",
            "\(isKept ? "comme avant" : "détecté") : \(encoding), « \(separator) », décimale \(dialect.decimal.rawValue), jours \(days), "
                + "\(dialect.preamble) lignes avant ; \(columns)")
    }
    static func importSums(_ part: ImportPart) -> Phrase {
        let adopted = part.count { if case .adopted = $0 { true } else { false } }
        let new = part.count { $0.isNew } - adopted
        let booked = part.count { if case .booked = $0 { true } else { false } }
        let known = part.count { $0 == .known } + adopted
        return Phrase(
            "\(new) new (\(part.newSum.text(.english, signed: true))), \(booked) booked by rules, \(new - booked) wait, \(known) known",
            "\(new) nouvelles (\(part.newSum.text(.french, signed: true))), \(booked) passées par des règles, \(new - booked) attendent, "
                + "\(known) connues")
    }
    static func regularity(_ row: DonorRegularity) -> Phrase {
        let beat = row.beat == .weekly ? Phrase("weekly", "par semaine") : Phrase("monthly", "par mois")
        let lapsed = row.lapsed != nil
        return Phrase(
            (lapsed ? "lapsed: " : "") + "\(beat.english), \(row.count) since \(row.since.iso8601)",
            (lapsed ? "interrompu : " : "") + "\(beat.french), \(row.count) depuis le \(row.since.iso8601)")
    }
}
