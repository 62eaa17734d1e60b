import UnixcornCore

/// The main panes, in the order of the tabs. Adding a pane is one file and one entry here.
enum Panes {
    struct Entry: Sendable {
        let id: PaneID
        let words: Phrase
        /// The letter after `g`.
        let letter: String
        /// The digit; the function key is one more (F1 is help).
        let number: Int
        let make: @Sendable () -> any Pane
    }

    static let all: [Entry] = [
        Entry(id: .overview, words: Phrase("Overview", "Aperçu"), letter: "o", number: 1) { OverviewPane() },
        Entry(id: .guests, words: Phrase("Guests", "Machines"), letter: "v", number: 2) { GuestsPane() },
        Entry(id: .storage, words: Phrase("Storage", "Stockage"), letter: "s", number: 3) { StoragePane() },
        Entry(id: .journal, words: Phrase("Journal", "Journal"), letter: "j", number: 8) { JournalPane() },
        Entry(id: .networks, words: Phrase("Networks", "Réseaux"), letter: "n", number: 9) { NetworksPane() },
    ]

    static func entry(_ id: PaneID) -> Entry? { all.first { $0.id == id } }
}
