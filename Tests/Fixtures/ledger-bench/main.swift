// ledger-bench: fills a book with random entries, asks it what a screen needs, takes a statement, and prints the seconds.
//
// usage: ledger-bench ENTRIES LINES FOLDER     the book, its journals and `balances.txt` are left in FOLDER
import Glibc
import Ledger
import Text

let words = CommandLine.arguments
guard words.count == 4, let entries = Int(words[1]), let lines = Int(words[2]) else {
    print("usage: ledger-bench ENTRIES LINES FOLDER")
    exit(2)
}
let today = CivilDate(daysSinceEpoch: 20_787)
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
    try measure("months") {
        _ = try book.months(["6", "7", "51", "53"], from: today.adding(months: -24), until: today)
    }
    try measure("newest") { _ = try book.entries(EntryFilter(newest: 500)) }
    try measure("expected") {
        _ = try book.occurrences(in: today.adding(days: -62)...today.adding(days: 31), today: today)
    }
    try measure("forecast") { _ = try book.forecast(today: today) }
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
