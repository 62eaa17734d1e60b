import UnixcornCore

/// The main panes, in the order of the tabs. Adding a pane is one file and one entry here.
enum Panes {
    struct Entry: Sendable {
        let id: PaneID
        let words: Phrase
        /// Where the tabs have little room.
        let brief: Phrase
        /// The letter after `g`.
        let letter: String
        let make: @Sendable () -> any Pane
    }

    static let all: [Entry] = [
        Entry(id: .overview, words: Phrase("Overview", "Aperçu"), brief: Phrase("Over", "Aper."), letter: "o") {
            OverviewPane()
        },
        Entry(id: .guests, words: Phrase("Guests", "Machines"), brief: Phrase("Guests", "Mach."), letter: "v") {
            GuestsPane()
        },
        Entry(id: .storage, words: Phrase("Storage", "Stockage"), brief: Phrase("Store", "Stock"), letter: "s") {
            StoragePane()
        },
        Entry(id: .backups, words: Phrase("Backups", "Sauvegardes"), brief: Phrase("Backup", "Sauv."), letter: "b") {
            BackupsPane()
        },
        Entry(id: .firewall, words: Phrase("Firewall", "Pare-feu"), brief: Phrase("Fire", "Feu"), letter: "f") {
            FirewallPane()
        },
        Entry(id: .members, words: Phrase("Members", "Membres"), brief: Phrase("Memb.", "Memb."), letter: "m") {
            MembersPane()
        },
        Entry(id: .finances, words: Phrase("Finances", "Finances"), brief: Phrase("Fin.", "Fin."), letter: "e") {
            FinancesPane()
        },
        Entry(id: .journal, words: Phrase("Journal", "Journal"), brief: Phrase("Journ.", "Journ."), letter: "j") {
            JournalPane()
        },
        Entry(id: .networks, words: Phrase("Networks", "Réseaux"), brief: Phrase("Nets", "Rés."), letter: "n") {
            NetworksPane()
        },
    ]

    /// The digit of a pane, by its place among the tabs; its function key is one more (F1 is help).
    static func number(_ id: PaneID) -> Int { (all.firstIndex { $0.id == id } ?? 0) + 1 }

    static func entry(_ id: PaneID) -> Entry? { all.first { $0.id == id } }
}
