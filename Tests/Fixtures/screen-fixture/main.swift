import Glibc
import Screen
import Text

// A program that uses the terminal as the console does, and ends in every way that a program can.
// Arguments: `mouse`, `noguard`. Keys: see `Fixture`.
setlocale(LC_ALL, "")
if !CommandLine.arguments.contains("noguard") { Guard.start() }

do {
    let terminal = try Terminal(Terminal.Wishes(mouse: CommandLine.arguments.contains("mouse")))
    Fixture(terminal).run()
} catch {
    complain("screen-fixture: \(error.words.english)")
    exit(2)
}
