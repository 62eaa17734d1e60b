import Digest
import FoundationEssentials
import GRDB
public import Text

extension Book {
    /// Reads a bank's file and tells what taking it would do. Nothing is changed.
    /// - Parameters:
    ///   - name: of the file, for what is said about it.
    ///   - target: the account, where neither the file nor the book knows it, and how to read a CSV.
    ///   - today: the day in the site's zone; later lines are left out.
    public func preview(
        _ bytes: [UInt8], name: String, into target: ImportTarget = ImportTarget(), today: CivilDate
    ) throws(LedgerError) -> ImportPreview {
        let digest = try Book.digest(bytes)
        let (statements, isKept) = try statements(bytes, name, target)
        let parts = try read { database -> [ImportPart] in
            let accounts = try Book.targets(statements, target, SafeText(name), database)
            return try Book.parts(statements, accounts, digest, isKept, today, database)
        }
        return ImportPreview(name: SafeText(name), digest: digest, parts: parts)
    }

    /// Takes a file as it was previewed, in one transaction: its lines, and an entry for each that a rule books.
    /// - Throws: `exists` where the book changed since the preview.
    @discardableResult
    public func take(_ preview: ImportPreview, today: CivilDate, now: Moment = .now) throws(LedgerError) -> ImportReport
    {
        let years = Set(preview.parts.flatMap(\.lines).filter(\.isBooked).map(\.line.day.year))
        try keepJournals(of: years)
        let report = try write { database in try take(preview, today, now, database) }
        try writeJournals(of: years)
        return report
    }

    /// The way a CSV is read for the account: given, kept where it fits, detected.
    private func statements(
        _ bytes: [UInt8], _ name: String, _ target: ImportTarget
    ) throws(LedgerError) -> (statements: [BankStatement], isKept: Bool) {
        if target.dialect == nil, target.hints == CSVHints(), !OFXReading.isMeant(bytes), let account = target.account,
            let kept = try dialect(of: account)
        {
            let fault: LedgerError
            do throws(LedgerError) { return (try BankStatement.read(bytes, name: name, dialect: kept), true) } catch {
                fault = error
            }
            // Another file of the bank is read in its own way; the same with a slip in it is not read in another way.
            let found = try BankStatement.read(bytes, name: name)
            guard found.first?.dialect?.header != kept.header || kept.header.isEmpty else { throw fault }
            return (found, false)
        }
        return (try BankStatement.read(bytes, name: name, dialect: target.dialect, hints: target.hints), false)
    }
}

extension Book {
    static func targets(
        _ statements: [BankStatement], _ target: ImportTarget, _ name: SafeText, _ database: Database
    ) throws -> [String] {
        var accounts: [String] = []
        var banks: [String: String] = [:]
        for statement in statements {
            let kept = try statement.bank.flatMap { bank in
                try String.fetchOne(database, sql: "SELECT account FROM bank_account WHERE bank = ?", arguments: [bank])
            }
            let isOne = Set(statements.map(\.bank)).count == 1
            let given = statement.bank.flatMap { target.accounts[$0] } ?? (isOne ? target.account : nil)
            guard let account = given ?? kept else {
                throw LedgerError(.missing, .noTarget(name, statement.bank.map { SafeText($0) }), hint: .sayTarget)
            }
            if let kept, kept != account {
                throw LedgerError(.refused, .otherTarget(SafeText(statement.bank ?? ""), kept, SafeText(account)))
            }
            if let bank = statement.bank, kept == nil, target.accounts[bank] == nil {
                let other = try String.fetchOne(
                    database, sql: "SELECT bank FROM bank_account WHERE account = ? ORDER BY bank", arguments: [account]
                )
                if let other {
                    throw LedgerError(
                        .refused, .takenTarget(SafeText(bank), SafeText(account), SafeText(other)),
                        hint: .mapTarget(SafeText(bank)))
                }
            }
            try checkAccount(account, database)
            guard account.hasPrefix("5") else { throw LedgerError(.refused, .noMoneyAccount(SafeText(account))) }
            // Two accounts of the bank in one of the book: identifiers of one would hide lines of the other.
            if let other = banks[account], other != statement.bank {
                throw LedgerError(.refused, .oneTarget(name, account), hint: .sayTarget)
            }
            banks[account] = statement.bank
            accounts.append(account)
        }
        return accounts
    }

    static func parts(
        _ statements: [BankStatement], _ accounts: [String], _ digest: Digest256, _ isKept: Bool, _ today: CivilDate,
        _ database: Database
    ) throws -> [ImportPart] {
        let rules = try ruleList(database)
        return try zip(statements, accounts).map { statement, account in
            let taken = try Int64.fetchOne(
                database, sql: "SELECT taken FROM statement_file WHERE account = ? AND digest = ?",
                arguments: [account, Data(digest.bytes)])
            return ImportPart(
                account: account, statement: statement, isDialectKept: isKept,
                taken: taken.map { Moment(seconds: $0) },
                lines: try ImportPlanning.lines(statement, account: account, today: today, rules: rules, database))
        }
    }
}
