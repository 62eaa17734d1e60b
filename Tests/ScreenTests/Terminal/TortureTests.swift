import Glibc
import Screen
import TestSupport
import Testing

/// Deaths at random moments: while it starts, draws, is hidden, or ends by itself. `make torture` has hundreds.
@Suite("Killed at any moment, the terminal is as it was")
struct TortureTests {
    /// UNIXCORN_SEED makes a run that failed happen again; without it each run is another one.
    private static let seed = number("UNIXCORN_SEED") ?? UInt64.random(in: 1...999_999)
    private static let rounds = number("UNIXCORN_TORTURE").map { Int(max(1, min($0, 100_000))) } ?? 12

    private static func number(_ variable: String) -> UInt64? {
        getenv(variable).flatMap { UInt64(String(cString: $0)) }
    }

    @Test("a signal to the console or the guard, after any time")
    func anyMoment() throws {
        print("seed \(Self.seed), \(Self.rounds) rounds")
        var noise = EmulatorFuzzTests.Noise(state: Self.seed)
        for round in 1...Self.rounds {
            let sitting = try Sitting(["mouse"])
            let moment = Int32.random(in: 0...120, using: &noise)
            let cause = Cause.all[Int.random(in: 0..<Cause.all.count, using: &noise)]
            let hitsGuard = Bool.random(using: &noise)
            let keys = Int.random(in: 0...20, using: &noise)
            sitting.terminal.settle(moment)
            sitting.terminal.send([UInt8](repeating: UInt8(ascii: "x"), count: keys))
            let (process, console) = (sitting.terminal.process, sitting.console)
            kill(hitsGuard || console < 0 ? process : console, cause.number)
            let ending = sitting.terminal.waitForEnd(within: 60)
            let words = "seed \(Self.seed), round \(round): \(cause.name) after \(moment) ms"
            #expect(ending != nil, "\(words): still there")
            if console > 0 {
                #expect(sitting.terminal.wait(60) { _ in !Processes.isAlive(console) }, "\(words): console left")
            }
            sitting.terminal.settle()
            #expect(sitting.hasModesBack, "\(words): the modes are not as before")
            #expect(PrivateModes(sitting.terminal.output).isClean, "\(words)")
        }
    }
}
