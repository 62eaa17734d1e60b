import Digest
import GRDB
import Text

/// Decides what becomes of the lines of one account.
///
/// Two lines are one and the same where they agree in a key: account, format, day, amount, and the bank's identifier
/// or, where there is none, the label. Of lines with one key the book holds as many as any one file had.
struct ImportPlanning {
    private let account: String
    private let format: StatementFormat
    private let today: CivilDate
    private let closed: CivilDate?
    private let rules: RuleList
    private let database: Database

    /// Stored lines by key, those that this plan adds included.
    private var stored: [String: Int] = [:]
    private var seen: [String: Int] = [:]
    /// How many sources begin alike.
    private var sources: [String: Int] = [:]
    private var others = TwinPool()
    private var entries = TwinPool()
    private var bySource: [String: [(entry: Int, amount: Money)]] = [:]
    private var used: Set<Int> = []
    private var shared: Set<String> = []

    /// Days that a bank's two formats, or a bank and a bookkeeper, may be apart.
    static let reach = 3

    static func lines(
        _ statement: BankStatement, account: String, today: CivilDate, rules: RuleList, _ database: Database
    ) throws -> [PlannedLine] {
        var planning = ImportPlanning(
            account: account, format: statement.format, today: today, closed: try Book.closedUntil(database),
            rules: rules,
            database: database)
        guard let first = statement.lines.map(\.day).min(), let last = statement.lines.map(\.day).max() else {
            return []
        }
        try planning.load(from: first.adding(days: -2 * reach), until: last.adding(days: 2 * reach))
        planning.findShared(statement.lines)
        return try planning.plan(statement.lines)
    }

    private init(
        account: String, format: StatementFormat, today: CivilDate, closed: CivilDate?, rules: RuleList,
        database: Database
    ) {
        (self.account, self.format, self.today, self.closed) = (account, format, today, closed)
        (self.rules, self.database) = (rules, database)
    }

    private mutating func load(from: CivilDate, until: CivilDate) throws {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT id, format, key, day, amount, currency, twin_line FROM statement_line
                WHERE account = ? AND day BETWEEN ? AND ? ORDER BY id DESC
                """, arguments: [account, from.iso8601, until.iso8601])
        let twins = Set(rows.compactMap { $0[6] as Int? })
        for row in rows {
            let money = Money(row[4], try Book.currency(row[5]))
            guard let day = CivilDate(iso8601: row[3]) else { continue }
            if row[1] == format.rawValue {
                stored[row[2], default: 0] += 1
                sources[Self.base(format, day, money), default: 0] += 1
            } else if (row[6] as Int?) == nil, !twins.contains(row[0]) {
                others.add(row[0], day, money)
            }
        }
        for entry in try Book.unlinked(account, from: from, until: until, pairedToo: false, database).reversed() {
            entries.add(entry.number, entry.date, entry.amount)
            bySource[entry.source, default: []].append((entry.number, entry.amount))
        }
    }

    /// Identifiers that several different lines of this file have: such ones identify nothing.
    private mutating func findShared(_ lines: [StatementLine]) {
        var keys: [String: String] = [:]
        for line in lines {
            guard let identifier = line.identifier else { continue }
            let key = "\(line.day.iso8601) \(line.amount.minor)"
            if let other = keys[identifier], other != key { shared.insert(identifier) }
            keys[identifier] = key
        }
    }

    private mutating func plan(_ lines: [StatementLine]) throws -> [PlannedLine] {
        var planned: [PlannedLine] = []
        planned.reserveCapacity(lines.count)
        for line in lines { planned.append(try first(line)) }
        // Twins of the same day before those of days around, whatever the order of the file.
        for reach in [0...0, 1...Self.reach] {
            for place in planned.indices {
                guard case .waiting = planned[place].fate, let twin = twin(planned[place].line, reach) else { continue }
                planned[place] = with(.doubtful(twin), planned[place])
            }
        }
        for place in planned.indices {
            guard case .waiting(inClosedYear: false) = planned[place].fate else { continue }
            let line = planned[place].line
            guard let rule = rules.first(for: line, on: account), let id = rule.id else { continue }
            let label = rules.label(for: line, given: rule.label, accounts: [rule.account])
            planned[place] = with(.booked(rule: id, account: rule.account, label: label), planned[place])
        }
        return planned
    }

    private func with(_ fate: LineFate, _ planned: PlannedLine) -> PlannedLine {
        PlannedLine(line: planned.line, fate: fate, source: planned.source, key: planned.key)
    }

    /// Whether a line is new, and whether its identifier or its source says what it is.
    private mutating func first(_ line: StatementLine) throws -> PlannedLine {
        func planned(_ fate: LineFate, _ key: String = "", _ source: String = "") -> PlannedLine {
            PlannedLine(line: line, fate: fate, source: source, key: key)
        }
        if line.amount.isZero { return planned(.leftOut(.noAmount)) }
        if line.day > today { return planned(.leftOut(.toCome)) }
        let key = try Self.key(format, line)
        seen[key, default: 0] += 1
        if seen[key, default: 0] <= stored[key, default: 0] { return planned(.known, key) }
        let source = try source(line)
        if let place = bySource[source]?.firstIndex(where: { $0.amount == line.amount && !used.contains($0.entry) }),
            let entry = bySource[source]?[place].entry
        {
            used.insert(entry)
            return planned(.adopted(entry: entry), key, source)
        }
        if let twin = try identified(line, key) { return planned(.doubtful(twin), key, source) }
        return planned(.waiting(inClosedYear: closed.map { line.day <= $0 } ?? false), key, source)
    }

    /// A line that has its identifier already.
    private func identified(_ line: StatementLine, _ key: String) throws -> LineTwin? {
        guard let identifier = line.identifier, !shared.contains(identifier) else { return nil }
        if seen[key, default: 0] > 1 { return .before }
        let rows = try Row.fetchAll(
            database.cachedStatement(
                sql: "SELECT key, min(id) FROM statement_line WHERE account = ? AND identifier = ? GROUP BY key LIMIT 2"
            ),
            arguments: [account, identifier])
        return rows.count == 1 ? .line(rows[0][1]) : nil
    }

    private mutating func twin(_ line: StatementLine, _ reach: ClosedRange<Int>) -> LineTwin? {
        if let id = others.take(line, reach, except: []) { return .line(id) }
        if let entry = entries.take(line, reach, except: used) { return .entry(entry) }
        return nil
    }

    private mutating func source(_ line: StatementLine) throws -> String {
        var base = Self.base(format, line.day, line.amount)
        if let identifier = line.identifier {
            base = try Self.base(identifier)
            if sources[base] == nil {
                sources[base] = try Int.fetchOne(
                    database.cachedStatement(
                        sql: "SELECT count(*) FROM statement_line WHERE account = ? AND identifier = ?"),
                    arguments: [account, identifier])
            }
        }
        let count = sources[base, default: 0] + 1
        sources[base] = count
        return count == 1 ? base : base + "#\(count)"
    }

    /// `csv:2026-11-05:-48.00`: says no more than the entry does itself.
    private static func base(_ format: StatementFormat, _ day: CivilDate, _ amount: Money) -> String {
        "\(format.rawValue):\(day.iso8601):\(amount.plain)"
    }

    /// `ofx:ID`; of an identifier that no source can hold, or that may have a name in it, the digest.
    private static func base(_ identifier: String) throws -> String {
        let isPlain =
            identifier.utf8.count <= 60 && identifier.utf8.contains { (0x30...0x39).contains($0) }
            && identifier.utf8.allSatisfy { $0 < 0x80 } && !identifier.contains("#") && EntryCheck.isWord(identifier)
        return "ofx:" + (isPlain ? identifier : String(try SHA256.digest(of: identifier).hex.prefix(24)))
    }

    static func key(_ format: StatementFormat, _ line: StatementLine) throws -> String {
        let mark = line.identifier.map { "id\n" + $0 } ?? "label\n" + FoldedText.words(of: line.label)
        let money = "\(line.amount.minor)\n\(line.amount.currency.code)"
        return String(
            try SHA256.digest(of: "\(format.rawValue)\n\(line.day.iso8601)\n\(money)\n\(mark)").hex.prefix(32))
    }
}

/// Things of one day and amount that a line may be the same as; each is taken once.
private struct TwinPool {
    private struct Key: Hashable {
        let day: Int
        let amount: Money
    }

    private var things: [Key: [Int]] = [:]

    mutating func add(_ thing: Int, _ day: CivilDate, _ amount: Money) {
        things[Key(day: day.daysSinceEpoch, amount: amount), default: []].append(thing)
    }

    mutating func take(_ line: StatementLine, _ reach: ClosedRange<Int>, except used: Set<Int>) -> Int? {
        guard !things.isEmpty else { return nil }
        for distance in reach {
            for day in distance == 0 ? [0] : [-distance, distance] {
                let key = Key(day: line.day.daysSinceEpoch + day, amount: line.amount)
                while let thing = things[key]?.popLast() {
                    if !used.contains(thing) { return thing }
                }
            }
        }
        return nil
    }
}
