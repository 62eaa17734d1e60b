import UnixcornCore

/// An entry as JSON: amounts in the smallest unit of their currency, debits positive.
struct LedgerEntryReport: Encodable {
    struct Line: Encodable {
        var account: String
        var amount: Int
        var currency: String
    }
    var number: Int
    var date, journal, label, source, sealed, seal: String
    var receipt: String?
    var reverses: Int?
    var lines: [Line]
    var documents: [String]

    init(_ entry: LedgerEntry) {
        let content = entry.content
        (number, date, journal, label) = (entry.number, content.date.iso8601, content.journal.rawValue, content.label)
        (source, sealed, seal) = (content.source, entry.sealed.iso8601, entry.seal.hex)
        (receipt, reverses) = (content.piece, content.reverses)
        lines = content.postings.map {
            Line(account: $0.account, amount: $0.amount.minor, currency: $0.amount.currency.code)
        }
        documents = content.documents.map(\.hex)
    }
}

/// A balance as JSON.
struct LedgerBalanceReport: Encodable {
    var account, name, currency: String
    var balance: Int

    init(_ balance: Balance) {
        (account, name) = (balance.account.number, balance.account.name)
        (currency, self.balance) = (balance.amount.currency.code, balance.amount.minor)
    }
}

/// A verification as JSON.
struct LedgerVerifyReport: Encodable {
    struct Fault: Encodable {
        var entry: Int?
        var what: String
    }
    var entries, journals, documents: Int
    var seal: String?
    var faults: [Fault]

    init(_ report: BookReport) {
        (entries, journals, documents) = (report.entries, report.journals, report.documents)
        seal = report.head?.hex
        faults = report.faults.map { Fault(entry: $0.entry, what: $0.words.english) }
    }
}

extension EntryDraft {
    /// The accounts of one side, by number.
    func accounts(debit: Bool) -> String {
        var seen: [String] = []
        for posting in postings where (posting.amount.minor > 0) == debit && !seen.contains(posting.account) {
            seen.append(posting.account)
        }
        return seen.joined(separator: " ")
    }

    /// What goes through it, in its first currency.
    var total: Money {
        let currency = postings.first?.amount.currency ?? .euro
        return Money(
            postings.filter { $0.amount.currency == currency && $0.amount.minor > 0 }.reduce(0) {
                $0 + $1.amount.minor
            },
            currency)
    }
}
