import Screen
import UnixcornCore

/// What is made from the action table: the manual page of keys and the example key file.
struct KeyManual {
    let keys: KeyMap

    /// The groups in the order of help and manual, with their headings.
    static let groups: [(scope: Action.Scope, words: Phrase)] = [
        (.general, Phrase("Everywhere", "Partout")),
        (.list, Phrase("Lists and texts", "Listes et textes")),
        (.guest, Phrase("On a guest", "Sur une machine")),
        (.pool, Phrase("On a storage pool", "Sur une réserve de stockage")),
        (.volume, Phrase("On a volume", "Sur un volume")),
        (.network, Phrase("On a network", "Sur un réseau")),
        (.backup, Phrase("On a backup", "Sur une sauvegarde")),
        (.firewall, Phrase("On the firewall", "Sur le pare-feu")),
        (.member, Phrase("On members", "Sur les membres")),
        (.finance, Phrase("On the books", "Sur les comptes")),
        (.job, Phrase("On a job", "Sur une tâche")),
        (.host, Phrase("On the host", "Sur l’hôte")),
    ]

    /// `man/unixcorn-keys.7`, whole.
    func page() -> String {
        var out = """
            .Dd November 24, 2026
            .Dt UNIXCORN-KEYS 7
            .Os
            .Sh NAME
            .Nm unixcorn-keys
            .Nd keys and actions of the unixcorn console
            .Sh DESCRIPTION
            Every action of the console has a name, words for the palette
            .Pq Ql \\&:
            and, mostly, keys.
            A key file changes the keys; see
            .Sx KEY FILE .
            Actions marked
            .Em changes
            or
            .Em destroys
            are refused by a read-only console.
            What destroys asks for the name of its object first.

            """
        for group in KeyManual.groups {
            out += ".Ss \(group.words.english)\n.Bl -tag -width Ds\n"
            for action in ActionTable.all where action.scope == group.scope { out += item(action) }
            out += ".El\n"
        }
        return out + KeyManual.ending
    }

    private func item(_ action: Action) -> String {
        let names = keys.names(of: action.id).map(KeyManual.escape)
        let head = names.isEmpty ? ".It Pq no key" : ".It Ic " + names.joined(separator: " , ")
        let risk = action.risk == .looks ? "" : " Em \(action.risk.rawValue) ;"
        return "\(head)\n.Po\(risk) Ql \(action.id)\n.Pc\n\(KeyManual.sentence(action.help.english))\n"
    }

    /// The text in lines short enough for mdoc's checker, none of which it takes for a request.
    private static func sentence(_ text: String) -> String {
        SafeText(text.replacing("’", with: "'") + ".").wrapped(to: 76).map { line in
            (line.string.hasPrefix(".") || line.string.hasPrefix("'") ? "\\&" : "") + line.string
        }.joined(separator: "\n")
    }

    /// Keeps mdoc from taking punctuation keys as delimiters or requests.
    private static func escape(_ key: String) -> String {
        key.split(separator: " ").map { $0.count == 1 && !$0.allSatisfy(\.isLetter) ? "\\&" + $0 : String($0) }
            .joined(separator: "\\ ")
    }

    private static let ending = """
        .Sh KEY FILE
        The file
        .Pa keys.toml
        beside the configuration file gives actions other keys.
        Each line names an action and its keys; an empty list takes the keys away.
        .Bd -literal -offset indent
        "guest.start" = ["S", "ctrl-s"]
        "list.mark-all" = []
        .Ed
        .Pp
        A sequence is written with spaces:
        .Ql g v .
        Names of keys are
        .Ql enter , esc , tab , shift-tab , backspace , delete , insert , up , down , left , right , home , end ,
        .Ql page-up , page-down , space , f1
        to
        .Ql f12 ,
        .Ql ctrl-x
        and
        .Ql alt-x .
        An unknown action or key is an error, and so are two actions in reach at once
        with the same key.
        .Nm unixcorn Cm keys
        prints the file that holds now.
        .Sh SEE ALSO
        .Xr unixcorn 1 ,
        .Xr unixcorn.toml 5

        """

    /// A key file with every action as it is now.
    func file() -> String {
        KeyManual.groups.map { group in
            "# \(group.words.english)\n"
                + ActionTable.all.filter { $0.scope == group.scope }.map { action in
                    let names = keys.names(of: action.id).map { "\"\($0)\"" }.joined(separator: ", ")
                    return "\"\(action.id)\" = [\(names)]\n"
                }.joined()
        }.joined(separator: "\n")
    }
}
