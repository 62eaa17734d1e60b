import Screen
import UnixcornCore

/// One entry of the action table. Help, key bar, palette, manual page and key file are made from these entries.
struct Action: Sendable, Identifiable {
    /// Where an action can be used.
    enum Scope: String, Sendable, CaseIterable {
        case general, list, guest, pool, volume, network, job, host
    }

    /// `guest.start`: stands in key files.
    let id: String
    /// One or two words for the key bar.
    let words: Phrase
    /// One sentence for help, palette and manual.
    let help: Phrase
    /// Default keys, each a sequence: `S`, `g v`.
    let keys: [String]
    let scope: Scope
    let risk: Risk
    /// How far to the left the key bar shows it; 0 is never, from 80 on it finds room on every screen.
    let weight: Int
    /// Whether it makes sense for this subject now.
    let applies: @Sendable (Subject) -> Bool
    let effect: @Sendable (Subject) -> Effect

    /// Whether it only moves the cursor: the palette has no use for it.
    var isMove: Bool { ActionTable.moves.contains(id) }

    /// Whether the key bar keeps it when there is room for little else.
    var isAlwaysShown: Bool { weight >= 80 }

    /// Whether a read-only console refuses it.
    var needsWrite: Bool { risk != .looks }

    init(
        _ id: String, _ words: Phrase, _ help: Phrase, keys: [String], scope: Scope, risk: Risk = .looks,
        weight: Int = 0,
        applies: @escaping @Sendable (Subject) -> Bool = { _ in true },
        effect: @escaping @Sendable (Subject) -> Effect
    ) {
        self.id = id
        self.words = words
        self.help = help
        self.keys = keys
        self.scope = scope
        self.risk = risk
        self.weight = weight
        self.applies = applies
        self.effect = effect
    }
}
