import UnixcornCore

extension ActionTable {
    /// Keys that work everywhere.
    static let general: [Action] =
        places + [
            Action(
                "help", Phrase("help", "aide"),
                Phrase("Show the keys of this screen", "Montrer les touches de cet écran"),
                keys: ["?", "f1"], scope: .general, weight: 90
            ) { _ in .openHelp },
            Action(
                "palette", Phrase("menu", "menu"),
                Phrase("Find and run any action by its words", "Trouver et lancer une action par ses mots"),
                keys: [":"], scope: .general, weight: 49
            ) { _ in .openPalette },
            Action(
                "back", Phrase("back", "retour"), Phrase("Go back one screen", "Revenir à l’écran précédent"),
                keys: ["esc"], scope: .general
            ) { _ in .back },
            Action(
                "pane.next", Phrase("next", "suivant"), Phrase("Go to the next pane", "Aller au volet suivant"),
                keys: ["tab"], scope: .general, weight: 36
            ) { _ in .nextPane(1) },
            Action(
                "pane.previous", Phrase("previous", "précédent"),
                Phrase("Go to the previous pane", "Aller au volet précédent"),
                keys: ["shift-tab"], scope: .general
            ) { _ in .nextPane(-1) },
            Action(
                "undo", Phrase("undo", "annuler"),
                Phrase("Undo the last action that has a way back", "Défaire la dernière action qui peut l’être"),
                keys: ["u"], scope: .general, risk: .changes
            ) { _ in .undo },
            Action(
                "refresh", Phrase("refresh", "actualiser"),
                Phrase("Ask for fresh facts now", "Relire les données maintenant"),
                keys: ["ctrl-r"], scope: .general
            ) { _ in .refresh },
            Action(
                "redraw", Phrase("redraw", "redessiner"),
                Phrase("Draw the whole screen again", "Redessiner tout l’écran"),
                keys: ["ctrl-l"], scope: .general
            ) { _ in .redraw },
            Action(
                "acknowledge", Phrase("acknowledge", "acquitter"),
                Phrase(
                    "Acknowledge the actions that were interrupted", "Acquitter les actions qui ont été interrompues"),
                keys: [], scope: .general, risk: .changes
            ) { _ in .acknowledgeInterrupted },
            Action(
                "suspend", Phrase("suspend", "suspendre"),
                Phrase("Leave to the shell; fg comes back", "Passer au shell ; fg ramène ici"),
                keys: ["ctrl-z"], scope: .general
            ) { _ in .suspend },
            Action(
                "quit", Phrase("quit", "quitter"), Phrase("Leave the console", "Quitter la console"),
                keys: ["q", "ctrl-c"], scope: .general, weight: 85
            ) { _ in .quit },
        ]

    /// One action a main pane.
    private static let places: [Action] = Panes.all.map { entry in
        Action(
            "go.\(entry.id.rawValue)", entry.words,
            Phrase("Go to \(entry.words.english)", "Aller à \(entry.words.french)"),
            keys: ["g \(entry.letter)", "f\(Panes.number(entry.id) + 1)", "\(Panes.number(entry.id))"], scope: .general
        ) { _ in .go(entry.id) }
    }
}
