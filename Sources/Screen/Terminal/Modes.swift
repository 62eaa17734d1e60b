import CGuard
import Glibc

/// The private modes that we switch on and off ourselves, since terminfo does not know them.
extension Terminal {
    private static let pasteOn = "\u{1B}[?2004h"
    private static let pasteOff = "\u{1B}[?2004l"
    private static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
    private static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"
    /// DECRQM for synchronized output: answered `?2026;1$y` or `?2026;2$y` where it is known.
    private static let askSynchronized = "\u{1B}[?2026$p"
    static let beginFrame = "\u{1B}[?2026h"
    static let endFrame = "\u{1B}[?2026l"

    var switchOffBytes: [UInt8] {
        guard capabilities.hasOtherScreen else { return [] }
        let text = (synchronizes ? Terminal.endFrame : "") + (wishes.mouse ? Terminal.mouseOff : "") + Terminal.pasteOff
        return Array(text.utf8)
    }

    /// Notes how to undo it, arms that, then switches on.
    func switchOn() {
        noteUndo()
        guard capabilities.hasOtherScreen else { return }
        let ask = synchronizes ? "" : Terminal.askSynchronized
        write(Array((Terminal.pasteOn + (wishes.mouse ? Terminal.mouseOn : "") + ask).utf8))
    }

    func noteUndo() {
        let undo = switchOffBytes + capabilities.undo
        uc_restore_note(undo, undo.count)
        uc_restore_arm(1)
    }

    /// Writes past ncurses, all of it, unless the terminal is gone. May block on a stopped terminal: for short bytes.
    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var room = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
                if poll(&room, 1, 1000) <= 0 { return }
            } else if errno != EINTR {
                return
            }
        }
    }
}
