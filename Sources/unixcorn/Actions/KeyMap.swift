import Screen
import UnixcornCore

/// Which keys run which action: the defaults of the table, changed by a key file.
struct KeyMap: Sendable {
    /// What a key, after those that wait for more, leads to.
    enum Meaning {
        case action(Action)
        /// The beginning of a longer sequence.
        case more
        case nothing
    }

    /// An error of a key file, or of the table.
    struct Fault: Error, Equatable, Sendable {
        let words: Phrase
    }

    private(set) var sequences: [String: [[Key]]]
    private let actions: [Action]

    /// The default keys.
    init() throws(Fault) { try self.init(changes: [:]) }

    /// The default keys with `changes`: action id to its new keys (none: the action has no key).
    init(changes: [String: [String]], actions: [Action] = ActionTable.all) throws(Fault) {
        self.actions = actions
        var sequences: [String: [[Key]]] = [:]
        for id in changes.keys where !actions.contains(where: { $0.id == id }) {
            throw Fault(words: .unknownAction(SafeText(id)))
        }
        for action in actions {
            sequences[action.id] = try (changes[action.id] ?? action.keys).map { text throws(Fault) in
                try KeyMap.parse(text, for: action.id)
            }
        }
        self.sequences = sequences
        try refuseClashes()
    }

    static func parse(_ text: String, for id: String) throws(Fault) -> [Key] {
        let keys = text.split(separator: " ").map { Key(name: String($0)) }
        let known = keys.compactMap { $0 }
        guard !known.isEmpty, known.count == keys.count else {
            throw Fault(words: .unknownKey(SafeText(text), SafeText(id)))
        }
        return known
    }

    /// What `key` after `pending` means where `scopes` are in reach.
    func meaning(of key: Key, after pending: [Key], in scopes: [Action.Scope]) -> Meaning {
        let typed = pending + [key]
        var isPrefix = false
        for scope in scopes {
            for action in actions where action.scope == scope {
                for sequence in sequences[action.id] ?? [] {
                    if sequence == typed { return .action(action) }
                    if sequence.count > typed.count, Array(sequence.prefix(typed.count)) == typed { isPrefix = true }
                }
            }
        }
        return isPrefix ? .more : .nothing
    }

    /// The keys of an action as the reader's keyboard names them: `Échap`, `espace`.
    func labels(of id: String, _ language: Language) -> [SafeText] {
        (sequences[id] ?? []).map { sequence in
            SafeText(sequence.compactMap { $0.label(language)?.string }.joined(separator: " "))
        }
    }

    /// The keys of an action as people write them: `S`, `g v`, `Ctrl-L`.
    func names(of id: String) -> [String] {
        (sequences[id] ?? []).map { $0.compactMap(\.name).joined(separator: " ") }
    }

    /// Two actions in reach at once may not share a key, nor may one's key begin another's.
    private func refuseClashes() throws(Fault) {
        let objects: [Action.Scope] = [.guest, .pool, .volume, .network, .backup, .firewall, .member, .job]
        for object in objects {
            var seen: [[Key]: String] = [:]
            for action in actions where [object, .host, .list, .general].contains(action.scope) {
                for sequence in sequences[action.id] ?? [] {
                    if let other = seen[sequence], other != action.id {
                        throw Fault(
                            words: .keyClash(SafeText(KeyMap.text(sequence)), SafeText(other), SafeText(action.id)))
                    }
                    seen[sequence] = action.id
                }
            }
            for (sequence, id) in seen {
                for length in 1..<max(1, sequence.count) {
                    if let other = seen[Array(sequence.prefix(length))] {
                        throw Fault(words: .keyClash(SafeText(KeyMap.text(sequence)), SafeText(other), SafeText(id)))
                    }
                }
            }
        }
    }

    private static func text(_ sequence: [Key]) -> String {
        sequence.compactMap(\.name).joined(separator: " ")
    }
}
