import UnixcornCore

extension ActionTable {
    /// Keys of every list.
    static let list: [Action] = [
        move("up", Phrase("up", "haut"), Phrase("One row up", "Une ligne plus haut"), ["up", "k"], .up),
        move("down", Phrase("down", "bas"), Phrase("One row down", "Une ligne plus bas"), ["down", "j"], .down),
        move(
            "left", Phrase("back ‹", "retour ‹"),
            Phrase("To the left; in a list, the columns before", "Vers la gauche ; dans une liste, colonnes d’avant"),
            ["left", "h"], .left),
        move(
            "right", Phrase("more ›", "plus ›"),
            Phrase(
                "To the right; in a list, the columns that found no room (›)",
                "Vers la droite ; dans une liste, les colonnes sans place (›)"),
            ["right", "l"], .right, 50),
        move(
            "page-up", Phrase("page up", "page haut"), Phrase("One page up", "Une page plus haut"),
            ["page-up", "ctrl-b"], .pageUp),
        move(
            "page-down", Phrase("page down", "page bas"), Phrase("One page down", "Une page plus bas"),
            ["page-down", "ctrl-f"],
            .pageDown),
        move("top", Phrase("top", "début"), Phrase("To the first row", "À la première ligne"), ["home", "g g"], .top),
        move(
            "bottom", Phrase("bottom", "fin"), Phrase("To the last row", "À la dernière ligne"), ["end", "G"], .bottom),
        move(
            "enter", Phrase("open", "ouvrir"), Phrase("Open what the cursor is on", "Ouvrir l’élément choisi"),
            ["enter"], .enter, 64),
        move(
            "filter", Phrase("filter", "filtrer"),
            Phrase("Filter the list: text, !text, /pattern/", "Filtrer la liste : texte, !texte, /motif/"), ["/"],
            .filter, 48),
        move(
            "sort", Phrase("sort", "trier"), Phrase("Sort by the next column", "Trier par la colonne suivante"), ["s"],
            .sort, 44),
        move(
            "sort-reverse", Phrase("reverse", "inverser"), Phrase("Reverse the order", "Inverser l’ordre"), ["r"],
            .reverseSort),
        move(
            "mark", Phrase("mark", "marquer"), Phrase("Mark the row, go down", "Marquer la ligne, descendre"),
            ["space"], .mark, 38),
        move(
            "mark-all", Phrase("mark all", "tout marquer"), Phrase("Mark all rows shown", "Marquer toutes les lignes"),
            ["*"], .markAll),
        move(
            "clear-marks", Phrase("unmark", "démarquer"), Phrase("Take all marks away", "Enlever toutes les marques"),
            ["-"],
            .clearMarks),
        move(
            "next-tab", Phrase("next tab", "onglet suivant"), Phrase("To the next tab", "À l’onglet suivant"), ["."],
            .nextTab),
        move(
            "previous-tab", Phrase("previous tab", "onglet précédent"),
            Phrase("To the previous tab", "À l’onglet précédent"), [","],
            .previousTab),
        Action(
            "list.copy", Phrase("copy", "copier"),
            Phrase("Copy the name to the clipboard (OSC 52)", "Copier le nom dans le presse-papiers (OSC 52)"),
            keys: ["y"], scope: .list
        ) { subject in
            subject.objects.isEmpty ? .none : .copy(SafeText(subject.objects.map(\.name.string).joined(separator: " ")))
        },
        Action(
            "list.export-csv", Phrase("export CSV", "exporter CSV"),
            Phrase("Write the table to a CSV file", "Écrire le tableau dans un fichier CSV"), keys: [], scope: .list
        ) { _ in .export(.csv) },
        Action(
            "list.export-json", Phrase("export JSON", "exporter JSON"),
            Phrase("Write the table to a JSON file", "Écrire le tableau dans un fichier JSON"), keys: [], scope: .list
        ) { _ in .export(.json) },
    ]

    /// What the key bar names on a pane that is a list.
    static let ofLists: Set = ["list.enter", "list.filter", "list.sort", "list.mark"]

    /// What only moves the cursor.
    static let moves: Set = [
        "list.up", "list.down", "list.left", "list.right", "list.page-up", "list.page-down", "list.top", "list.bottom",
        "list.enter",
    ]

    private static func move(
        _ id: String, _ words: Phrase, _ help: Phrase, _ keys: [String], _ command: PaneCommand, _ weight: Int = 0
    ) -> Action {
        Action("list." + id, words, help, keys: keys, scope: .list, weight: weight) { _ in .pane(command) }
    }
}
