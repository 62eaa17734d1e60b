import CGuard
import CNcurses
import Glibc

extension Terminal {
    /// Gives the terminal to something else (an editor) and takes it back. INT and QUIT are its own meanwhile.
    public func runOutside<Answer>(_ body: () throws -> Answer) rethrows -> Answer {
        guard isOn, !isLost else { return try body() }
        uc_signals_leave_interrupts(1)
        giveBack()
        defer {
            takeAgain()
            uc_signals_leave_interrupts(0)
        }
        return try body()
    }

    /// Stops the process, as ^Z does; the guard stops with it and the shell has the terminal. Returns when continued.
    public func suspend() {
        guard isOn, !isLost else { return }
        giveBack()
        uc_signals_stop()
        takeAgain()
    }

    /// After a stop that nobody asked us about (SIGSTOP): the guard has put the terminal back meanwhile.
    func continued() {
        guard isOn, !isLost else { return }
        giveBack()
        takeAgain()
    }

    private func giveBack() {
        write(switchOffBytes)
        _ = curs_set(1)
        _ = endwin()
        uc_restore_arm(0)
        uc_restore_modes()
        standardError?.putBack()
        standardError = nil
    }

    private func takeAgain() {
        standardError = StandardError()
        noteUndo()
        _ = reset_prog_mode()
        takeSize()
        painter.forget()
        _ = clearok(uc_screen(), true)
        _ = wrefresh(uc_screen())
        _ = curs_set(0)
        switchOn()
        madeKeys.append(.resize)
    }
}
