import Digest
import Foundation
import Ledger
import Text

extension Performer {
    /// What is done with the books.
    func perform(_ deed: FinanceDeed, _ context: WorkContext) async throws(OperationFailure) {
        try SiteBook(configuration, stateFolder: stateFolder).perform(deed) { context.log($0) }
    }
}

extension SiteBook {
    /// Does one thing with the books. Blocks.
    /// - Parameter log: takes what was sealed, for the record.
    public func perform(_ deed: FinanceDeed, log: (String) -> Void) throws(OperationFailure) {
        if case .found = deed {
            _ = try booking { () throws(LedgerError) in try Book.create(in: folder) }
            return
        }
        let (book, today) = (try open(), today())
        try booking { () throws(LedgerError) in
            if try book.perform(ofEntries: deed, today: today, log) { return }
            if try book.perform(ofLines: deed, today: today, log) { return }
            try book.perform(ofExpected: deed, today: today, log)
        }
    }
}

extension Book {
    /// False: the deed is of another kind.
    fileprivate func perform(
        ofEntries deed: FinanceDeed, today: CivilDate, _ log: (String) -> Void
    ) throws(LedgerError) -> Bool {
        switch deed {
        case .seal(let drafts): for entry in try add(drafts, today: today) { log(entry.summary) }
        case .reverse(let number): log(try reverse(number, today: today).summary)
        case .setAccount(let number, let name): try set(try Account(number: number, name: name))
        case .closeYear(let year): log(try closeYear(try closing(of: year, today: today), today: today).summary)
        case .receiveCheque(let draft): log("cheque \(try receive(draft, today: today).id)")
        case .depositCheques(let ids, let day, let slip): try deposit(ids, on: day, slip: slip, today: today)
        case .clearCheques(let ids, let day, let account, let entry):
            try clear(ids, on: day, account: account, entry: entry, today: today)
        case .bounceCheque(let id, let day): log(try bounce(id, on: day, today: today).summary)
        default: return false
        }
        return true
    }

    fileprivate func perform(
        ofLines deed: FinanceDeed, today: CivilDate, _ log: (String) -> Void
    ) throws(LedgerError) -> Bool {
        switch deed {
        case .take(let file, let account):
            let preview = try preview(file: file, into: ImportTarget(account: account), today: today)
            let report = try take(preview, today: today)
            log(
                "\(report.added) new lines, \(report.entries.count) booked, \(report.waiting) wait, \(report.known) known"
            )
        case .applyRules: for entry in try applyRules(today: today) { log(entry.summary) }
        case .bookLine(let line, let shares, let label):
            log(try self.book(line: line, to: shares, label: label, today: today).summary)
        case .matchLine(let line, let entry): try match(line: line, with: entry)
        case .dismissLine(let line, let reason): try dismiss(line: line, reason: reason)
        case .bringLineBack(let line): try bringBack(line: line)
        case .linkGift(let entry, let donor): try link(entry: entry, to: donor)
        default: return false
        }
        return true
    }

    fileprivate func perform(
        ofExpected deed: FinanceDeed, today: CivilDate, _ log: (String) -> Void
    ) throws(LedgerError) {
        switch deed {
        case .expect(let expectation) where expectation.id == 0: log("expectation \(try expect(expectation).id)")
        case .expect(let expectation): try change(expectation)
        case .endExpectation(let id, let day): try endExpectation(id, on: day)
        case .link(let link): try self.link(link)
        case .plan(let year, let account, let amount): try plan(year, account, amount)
        default: break
        }
    }
}

extension Book {
    /// What taking a file would do, by its path.
    func preview(file: String, into target: ImportTarget, today: CivilDate) throws(LedgerError) -> ImportPreview {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw LedgerError(.missing, .statementUnreadable(SafeText(file)))
        }
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return try preview([UInt8](bytes), name: name, into: target, today: today)
    }
}

extension LedgerEntry {
    /// For logs: the number, and the seal that a printed page can be held to.
    fileprivate var summary: String { "entry \(number) sealed, \(seal.hex)" }
}

extension Phrase {
    fileprivate static func statementUnreadable(_ path: SafeText) -> Phrase {
        Phrase("\(path) cannot be read", "\(path) ne peut être lu")
    }
}
