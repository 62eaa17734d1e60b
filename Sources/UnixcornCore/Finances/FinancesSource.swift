import Glibc
import Ledger
import Text

/// Tells what the books say, anew at each change of their file and at each new day.
struct FinancesSource: Sendable {
    /// Seconds between two looks for a change.
    static let beat = 2.0

    let site: SiteBook
    let clock: @Sendable () -> Moment
    let publish: Publisher

    /// Until it is cancelled. `bell` is rung when something was done here.
    func run(bell: Bell) async {
        var seen: String?
        while !Task.isCancelled {
            let now = clock()
            let mark = mark(at: now)
            if mark != seen {
                await publish([.finances(FinancesState.read(site, at: now))])
                seen = mark
            }
            await bell.rest(atMost: Self.beat)
        }
    }

    /// Changes with the file and with the day.
    private func mark(at now: Moment) -> String {
        var found = stat()
        guard unsafe stat(Book.path(in: site.folder), &found) == 0 else { return "none" }
        return
            "\(found.st_ino) \(found.st_size) \(found.st_mtim.tv_sec) \(found.st_mtim.tv_nsec) \(site.today(at: now).iso8601)"
    }
}
