public import Text

/// Why the screen cannot be started. A configuration error: exit code 2.
public struct TerminalError: Error, Hashable {
    /// What is wrong and what to do.
    public let words: Phrase
}

extension Phrase {
    static let notATerminal = Phrase(
        "the console needs a terminal on standard input and output; in a pipe or a script use the commands with --json",
        "la console a besoin d’un terminal en entrée et en sortie ; dans un tube ou un script, utilisez les commandes avec --json"
    )
    static let noTerminalType = Phrase(
        "TERM is not set: say which terminal this is, for example TERM=xterm-256color or TERM=linux",
        "TERM n’est pas défini : dites quel est ce terminal, par exemple TERM=xterm-256color ou TERM=linux")

    static func unknownTerminal(_ type: SafeText) -> Phrase {
        Phrase(
            "TERM=\(type) is not in the terminfo database: try TERM=xterm-256color, or install ncurses-term",
            "TERM=\(type) n’est pas dans la base terminfo : essayez TERM=xterm-256color, ou installez ncurses-term")
    }

    static func tooSimpleTerminal(_ type: SafeText) -> Phrase {
        Phrase(
            "TERM=\(type) cannot move its cursor: try TERM=xterm-256color or TERM=vt100, or use the commands with --plain",
            "TERM=\(type) ne sait pas déplacer son curseur : essayez TERM=xterm-256color ou TERM=vt100, ou utilisez les commandes avec --plain"
        )
    }
}
