import GRDB
import Text

extension Book {
    /// The rules in their order.
    public func rules() throws(LedgerError) -> [StatementRule] { try read { try Book.rules($0) } }

    static func rules(_ database: Database) throws -> [StatementRule] {
        let sql = "SELECT id, words, direction, amount, currency, account, label FROM statement_rule ORDER BY place, id"
        return try Row.fetchAll(database, sql: sql).map { row in
            var rule = StatementRule(
                row[1], to: row[5], direction: (row[2] as String?).flatMap { StatementRule.Direction(rawValue: $0) },
                label: row[6])
            if let amount = row[3] as Int? { rule.amount = Money(amount, try currency(row[4])) }
            rule.id = row[0]
            return rule
        }
    }

    static func ruleList(_ database: Database) throws -> RuleList {
        let names = try Row.fetchAll(database, sql: "SELECT number, name FROM account")
        return RuleList(
            try rules(database),
            names: Dictionary(uniqueKeysWithValues: names.map { ($0[0] as String, $0[1] as String) }),
            donors: DonorNames(try donors(database)))
    }

    /// Adds a rule at the end, or before another. Returns it with its number.
    /// - Throws: `missing` where its account or the other rule does not exist; `refused` where it would fit every line,
    ///   or its label is none.
    @discardableResult
    public func add(_ rule: StatementRule, before other: Int? = nil) throws(LedgerError) -> StatementRule {
        if let label = rule.label { _ = try Label(label) }
        let words = StatementText.squeezed(rule.words)
        guard !FoldedText.words(of: words).isEmpty || (words.isEmpty && (rule.amount != nil || rule.direction != nil))
        else { throw LedgerError(.refused, .ruleFitsAll(SafeText(words)), hint: .sayWords) }
        if let amount = rule.amount, amount.isZero || amount.minor.magnitude > UInt(Money.most) {
            throw LedgerError(.refused, .ruleAmount(amount), hint: .sayWords)
        }
        return try write { database in
            try Book.checkAccount(rule.account, database)
            var place = try Int.fetchOne(database, sql: "SELECT coalesce(max(place), 0) + 1 FROM statement_rule") ?? 1
            if let other {
                guard
                    let there = try Int.fetchOne(
                        database, sql: "SELECT place FROM statement_rule WHERE id = ?", arguments: [other])
                else { throw LedgerError(.missing, .noRule(other)) }
                place = there
                try database.execute(
                    sql: "UPDATE statement_rule SET place = place + 1 WHERE place >= ?", arguments: [place])
            }
            try database.execute(
                sql: """
                    INSERT INTO statement_rule (place, words, direction, amount, currency, account, label)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    place, words, rule.direction?.rawValue, rule.amount.map { Int($0.minor.magnitude) },
                    rule.amount?.currency.code, rule.account, rule.label,
                ])
            var added = rule
            (added.id, added.words) = (Int(database.lastInsertedRowID), words)
            return added
        }
    }

    public func removeRule(_ id: Int) throws(LedgerError) {
        try write { database in
            try database.execute(sql: "DELETE FROM statement_rule WHERE id = ?", arguments: [id])
            guard database.changesCount == 1 else { throw LedgerError(.missing, .noRule(id)) }
        }
    }

    static func checkAccount(_ number: String, _ database: Database) throws {
        let sql = "SELECT EXISTS (SELECT 1 FROM account WHERE number = ?)"
        guard try Bool.fetchOne(database, sql: sql, arguments: [number]) == true else {
            throw LedgerError(.missing, .unknownAccount(SafeText(number)), hint: .listAccounts)
        }
    }
}
