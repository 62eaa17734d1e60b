import Foundation
import UnixcornCore

/// Asks for a password on the terminal of a command, where there is one. What is typed is not shown.
enum Prompt {
    /// Answers every host of `state` that needs a password, once, and gives the state that follows.
    static func answering(_ session: SiteSession, _ state: SiteState, _ words: Language) async -> SiteState {
        guard isatty(STDIN_FILENO) == 1 else { return state }
        var asked = false
        for host in state.hosts {
            guard case .needsPassword(let request) = host.connection else { continue }
            asked = true
            await session.answer(login(request, SafeText(host.uri), words), for: host.id)
        }
        return asked ? await session.snapshot(timeout: 10) : state
    }

    private static func login(_ request: LoginRequest, _ uri: SafeText, _ words: Language) -> Login? {
        say(Phrase.passwordFor(uri)(words).string + "\n")
        var name = ""
        if request.asksName {
            say(Phrase.userName(words).string + ": ")
            guard let typed = readLine() else { return nil }
            name = typed
        }
        say(Phrase.password(words).string + ": ")
        defer { say("\n") }
        return secret().map { Login(name: name, password: $0) }
    }

    /// One line without echo; nil at Ctrl-C, Ctrl-D and at the end of the input.
    ///
    /// Signals from keys are off meanwhile: one that ended the program here would leave a terminal that shows nothing.
    private static func secret() -> String? {
        var modes = termios()
        guard unsafe tcgetattr(STDIN_FILENO, &modes) == 0 else { return nil }
        var silent = modes
        silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer { unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &modes) }
        var typed: [UInt8] = []
        var byte: UInt8 = 0
        while unsafe read(STDIN_FILENO, &byte, 1) == 1 {
            switch byte {
            case 3, 4: return nil
            case 10, 13: return String(decoding: typed, as: UTF8.self)
            case 8, 127:
                // The whole character: continuation bytes, then the one before them.
                while let last = typed.popLast(), last & 0xC0 == 0x80 {}
            case 21: typed = []
            default: typed.append(byte)
            }
        }
        return nil
    }

    /// On standard error: standard output may be a file.
    private static func say(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}

/// Yes or no on the terminal, asked on standard error: standard output may be a file. Without a terminal: no.
func isAgreed(_ question: Phrase) -> Bool {
    guard isatty(STDIN_FILENO) == 1 else { return false }
    let words = Output.language
    let text = question(words).string + (words == .french ? " [o/N] " : " [y/N] ")
    FileHandle.standardError.write(Data(text.utf8))
    return ["y", "yes", "o", "oui"].contains(readLine()?.lowercased() ?? "")
}

extension Phrase {
    static let askedOnTerminal = Phrase(
        "a command asks for it on its terminal; without one, let libvirt read it from a file (auth.conf, see "
            + "libvirt.org/auth.html)",
        "une commande le demande sur son terminal ; sans terminal, faites-le lire par libvirt dans un fichier "
            + "(auth.conf, voir libvirt.org/auth.html)")
}
