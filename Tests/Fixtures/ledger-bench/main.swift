// ledger-bench: fills a book with random entries, takes a statement, and prints the seconds; or reads what the pane shows.
//
// usage: ledger-bench ENTRIES LINES FOLDER     the book, its journals and `balances.txt` are left in FOLDER
//        ledger-bench pane FOLDER              as the console does it first, in a process that does nothing else
import Glibc
import Ledger
import Text
import UnixcornCore

let words = CommandLine.arguments
let today = CivilDate(daysSinceEpoch: 20_787)
if words.count == 3, words[1] == "pane" {
    let site = SiteBook(folder: words[2])
    let noon = Moment(seconds: Int64(today.daysSinceEpoch) * 86_400 + 43_200)
    var state = FinancesState()
    measure("pane") { state = FinancesState.read(site, at: noon) }
    guard state.problem == nil, state.entryCount > 0 else {
        print("nothing was read")
        exit(1)
    }
    exit(0)
}
guard words.count == 4, let entries = Int(words[1]), let lines = Int(words[2]) else {
    print("usage: ledger-bench ENTRIES LINES FOLDER, or ledger-bench pane FOLDER")
    exit(2)
}
/// SplitMix64, so that each run has the same entries.
struct Dice {
    var state: UInt64 = 1

    mutating func callAsFunction(_ below: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(below))
    }
}

func measure(_ name: String, _ body: () throws -> Void) rethrows {
    let clock = ContinuousClock()
    let time = try clock.measure(body)
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    print("\(name) \(seconds)")
}

/// Some of several lines, over the last 1,200 days.
func draft(_ number: Int, _ accounts: [String], _ today: CivilDate, _ dice: inout Dice) -> EntryDraft {
    var (postings, sum): ([Posting], Int) = ([], 0)
    for _ in 0...dice(3) {
        let cents = dice(1_000_000) + 1
        postings.append(Posting(accounts[dice(accounts.count)], Money(cents)))
        sum += cents
    }
    postings.append(Posting(accounts[dice(accounts.count)], Money(-sum)))
    return EntryDraft(today.adding(days: -dice(1200)), "Entry \(number)", piece: "P\(number)", postings: postings)
}

do {
    let book = try Book.create(in: words[3])
    let accounts = try book.accounts().map(\.number)
    var dice = Dice()
    var drafts: [EntryDraft] = []
    for number in 0..<entries { drafts.append(draft(number, accounts, today, &dice)) }
    try measure("seal") { try book.add(drafts, today: today) }
    _ = try book.expect(
        Expectation(
            "Rent", .expense, .exactly(Money(4800)), account: "6135", .monthly(day: 5), first: today.adding(months: -24)
        ))
    try measure("balances") { _ = try book.balances() }
    let last = draft(entries, accounts, today, &dice)
    try measure("one more") { try book.add([last], today: today) }
    let balances = try book.balances().map { "\($0.account.title)|\($0.amount.plain) \($0.amount.currency.code)\n" }
    let out = fopen(words[3] + "/balances.txt", "w")
    fputs(balances.sorted().joined(), out)
    fclose(out)
    try measure("verify") {
        let faults = try book.verify().faults
        for fault in faults.prefix(3) { print(fault.words.english) }
        if !faults.isEmpty { exit(1) }
    }
    let statement = try Book.create(in: words[3] + "/statement")
    try statement.add(StatementRule("shop 1", to: "606"))
    let text =
        "Date;Label;Amount\n"
        + (0..<lines).map { number in
            let day = today.adding(days: number / 40 - lines / 40)
            return "\(day.iso8601);SHOP \(dice(500)) CARD \(number);-\(dice(90) + 1),\(dice(90) + 10)\n"
        }.joined()
    let bytes = Array(text.utf8)
    try measure("preview") {
        _ = try statement.preview(bytes, name: "b.csv", into: ImportTarget(account: "512"), today: today)
    }
    let preview = try statement.preview(bytes, name: "b.csv", into: ImportTarget(account: "512"), today: today)
    try measure("import") { _ = try statement.take(preview, today: today) }
} catch {
    print("\(error)")
    exit(1)
}
