import UnixcornCore

extension Phrase {
    static func receipt(_ number: SafeText) -> Phrase { Phrase("receipt \(number)", "pièce \(number)") }
    static func takesBack(_ number: Int) -> Phrase {
        Phrase("takes entry \(number) back", "annule l’écriture \(number)")
    }
    static func sealedAt(_ entry: LedgerEntry) -> Phrase {
        Phrase(
            "sealed \(entry.sealed.dateAndTime), \(entry.seal.hex)",
            "scellée le \(entry.sealed.dateAndTime), \(entry.seal.hex)")
    }
    static func journalUnreadable(_ path: SafeText) -> Phrase {
        Phrase("\(path) cannot be read", "\(path) ne peut être lu")
    }
    static func verifiedBook(_ report: BookReport) -> Phrase {
        let entries = Phrase(
            report.entries == 1 ? "1 entry" : "\(report.entries) entries",
            Phrase.count(report.entries, "", "écriture").french)
        let journals = Phrase(
            Phrase.count(report.journals, "journal", "").english,
            report.journals < 2 ? "\(report.journals) journal" : "\(report.journals) journaux")
        let (faults, head) = (report.faults.count, report.head.map { String($0.hex.prefix(12)) } ?? "-")
        return Phrase(
            "\(entries.english), \(journals.english), seal \(head): "
                + (faults == 0 ? "everything holds" : Phrase.count(faults, "fault", "").english),
            "\(entries.french), \(journals.french), sceau \(head) : "
                + (faults == 0 ? "tout tient" : Phrase.count(faults, "", "faute").french))
    }
}
