import GRDB
public import Text

extension Book {
    /// Where cheques are until the bank has credited them.
    static let chequeAccount = "5112"

    /// Books a cheque that came (5112 / income), and remembers whose it is.
    public func receive(_ draft: ChequeDraft, today: CivilDate, now: Moment = .now) throws(LedgerError) -> Cheque {
        guard (1...Money.most).contains(draft.amount.minor) else { throw LedgerError(.refused, .noChequeAmount) }
        let donors = try donors()
        let donor = try draft.donor.map { id throws(LedgerError) in
            guard let donor = donors.first(where: { $0.id == id }) else {
                throw LedgerError(.missing, .noDonor(id))
            }
            return donor
        }
        if let number = draft.number, number.isEmpty || !number.allSatisfy({ $0.isASCII && $0.isNumber }) {
            throw LedgerError(.refused, .noChequeNumber(SafeText(number)))
        }
        let words = ["Chèque", draft.number.map { "n° " + $0 }, donor?.pseudonym].compactMap(\.self)
        let label = draft.label ?? words.joined(separator: " ")
        try refuseNames(in: label, donors)
        let entry = EntryDraft(
            draft.received, label, piece: draft.number.map { "CHQ-" + $0 }, source: "cheque",
            postings: [Posting(Book.chequeAccount, draft.amount), Posting(draft.account, -draft.amount)],
            documents: draft.documents)
        let id = try add([entry], today: today, now: now) { database, entries in
            try database.execute(
                sql: """
                    INSERT INTO cheque (donor, number, currency, amount, account, received, received_entry)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    draft.donor, draft.number, draft.amount.currency.code, draft.amount.minor, draft.account,
                    draft.received.iso8601, entries[0].number,
                ])
            let id = Int(database.lastInsertedRowID)
            if let donor { try Book.insertGift(entries[0].number, donor.id, database) }
            return id
        }
        return try cheque(id)
    }

    /// Notes that cheques were brought to the bank. No entry: the bank owes nothing before it has credited them.
    public func deposit(
        _ ids: [Int], on day: CivilDate, slip: String? = nil, today: CivilDate
    ) throws(LedgerError) {
        guard day <= today else { throw LedgerError(.refused, .dateToCome(day, today)) }
        if let slip { try PersonalText.check(slip) }
        _ = try cheques(ids, at: [.received], on: day)
        try write { database in
            for id in ids {
                try database.execute(
                    sql: "UPDATE cheque SET deposited = ?, slip = ? WHERE id = ?", arguments: [day.iso8601, slip, id])
            }
        }
    }

    /// Books that the bank credited cheques, all in one entry (512 / 5112).
    /// - Parameter entry: one that is in the books already, of an imported statement; then nothing is booked.
    public func clear(
        _ ids: [Int], on day: CivilDate, account: String = "512", entry: Int? = nil, today: CivilDate,
        now: Moment = .now
    ) throws(LedgerError) {
        let cheques = try cheques(ids, at: [.received, .deposited], on: day)
        guard let currency = cheques.first?.amount.currency else { return }
        guard cheques.allSatisfy({ $0.amount.currency == currency }) else {
            throw LedgerError(.refused, .chequesOfCurrencies)
        }
        let sum = Money(cheques.reduce(0) { $0 + $1.amount.minor }, currency)
        func note(_ database: Database, _ date: CivilDate, _ number: Int) throws {
            for id in ids {
                try database.execute(
                    sql: "UPDATE cheque SET cleared = ?, cleared_entry = ? WHERE id = ?",
                    arguments: [date.iso8601, number, id])
            }
        }
        if let entry {
            let content = try self.entry(entry).content
            let credited = content.postings.reduce(0) { total, posting in
                let isCheques = posting.account == Book.chequeAccount && posting.amount.currency == currency
                return isCheques ? total - posting.amount.minor : total
            }
            guard credited == sum.minor else {
                throw LedgerError(.refused, .clearedOtherwise(entry, Money(credited, currency), sum))
            }
            if let late = cheques.first(where: { $0.received > content.date }) {
                throw LedgerError(.refused, .clearedBefore(late.id, late.received, entry, content.date))
            }
            return try write { try note($0, content.date, entry) }
        }
        let names = Dictionary(uniqueKeysWithValues: try donors().map { ($0.id, $0.pseudonym) })
        let label =
            cheques.count == 1
            ? ["Encaissement du chèque", cheques[0].number.map { "n° " + $0 }, cheques[0].donor.flatMap { names[$0] }]
                .compactMap(\.self).joined(separator: " ")
            : "Encaissement de \(cheques.count) chèques"
        let draft = EntryDraft(
            day, label, journal: .bank, source: "cheque",
            postings: [Posting(account, sum), Posting(Book.chequeAccount, -sum)])
        try add([draft], today: today, now: now) { try note($0, day, $1[0].number) }
    }

    /// Books that the bank did not pay a cheque: what was received is taken back, from where it is now.
    public func bounce(
        _ id: Int, on day: CivilDate, today: CivilDate, now: Moment = .now
    ) throws(LedgerError) -> Entry {
        let cheque = try cheques([id], at: [.received, .deposited, .cleared], on: day)[0]
        let received = try entry(cheque.receivedEntry)
        var draft = EntryDraft(
            day, Label.cleaned("Chèque impayé " + received.content.label), piece: received.content.piece,
            source: "cheque", postings: received.content.postings.map { Posting($0.account, -$0.amount) })
        if let entry = cheque.clearedEntry {
            let bank = try self.entry(entry).content.postings.first { $0.amount.minor > 0 }?.account ?? "512"
            draft.journal = .bank
            for place in draft.postings.indices where draft.postings[place].account == Book.chequeAccount {
                draft.postings[place].account = bank
            }
        } else {
            draft.reverses = received.number
        }
        return try add([draft], today: today, now: now) { database, entries in
            try database.execute(
                sql: "UPDATE cheque SET bounced = ?, bounced_entry = ? WHERE id = ?",
                arguments: [day.iso8601, entries[0].number, id])
            return entries[0]
        }
    }
}

extension Book {
    /// Seals entries and what is remembered of them outside the chain, together or not at all.
    private func add<Value>(
        _ drafts: [EntryDraft], today: CivilDate, now: Moment, _ body: (Database, [Entry]) throws -> Value
    ) throws(LedgerError) -> Value {
        let years = Set(drafts.map(\.date.year))
        try keepJournals(of: years)
        let value = try write { database in try body(database, try seal(drafts, today, now, database)) }
        try writeJournals(of: years)
        return value
    }

    private func refuseNames(in label: String, _ donors: [Donor]) throws(LedgerError) {
        let masked = DonorNames(donors).masked(label)
        guard masked == label else {
            throw LedgerError(.refused, .namedLabel, hint: .writeInstead(SafeText(masked)))
        }
    }
}
