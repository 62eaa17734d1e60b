/// Reads what iptables-save and ip6tables-save print into the values of nftables: the tables filter, nat, mangle, raw and
/// security become tables of the family ip or ip6.
///
/// iptables-nft keeps its rules in nftables, whose listing in JSON shows only the names of many matches and targets; this
/// text has all of them. iptables-legacy keeps its rules elsewhere: here is the only way to them.
public enum IPTablesReading {
    /// Something that is not known, or is no iptables-save at all. The text comes from outside: hostile until `SafeText`.
    public struct Problem: Sendable, Hashable {
        /// From 1.
        public var line: Int
        public var text: String
    }

    /// Whatever the text, there is a ruleset: what was not read is among the problems, and in a rule `.unknown` as well.
    public static func ruleset(save: String, isIPv6: Bool) -> (ruleset: Ruleset, problems: [Problem]) {
        var reading = SaveReading(isIPv6: isIPv6)
        for (place, line) in save.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            reading.read(line, number: place + 1)
        }
        return (Ruleset(reading.tables.map(\.table)), reading.problems)
    }
}

/// The tables of a text, line by line.
private struct SaveReading {
    struct Place {
        var table: Table
        var chains: [String: Int] = [:]
    }
    let isIPv6: Bool
    var tables: [Place] = []
    var problems: [IPTablesReading.Problem] = []
    /// Whether a table is open.
    private var isOpen = false

    init(isIPv6: Bool) { self.isIPv6 = isIPv6 }

    mutating func read(_ line: Substring, number: Int) {
        guard let words = SaveWords.words(line) else { return refuse(number, "an open quotation: \(line)") }
        guard let first = words.first else { return }
        switch first.utf8.first {
        // `# Table `nat' contains incompatible base-chains, use 'nft' tool to list them.`
        case UInt8(ascii: "#"): if line.contains("incompatible") { refuse(number, String(line)) }
        case UInt8(ascii: "*"): open(String(first.dropFirst()))
        case UInt8(ascii: ":"):
            declare(String(first.dropFirst()), policy: words.count > 1 ? words[1] : "-", line, number)
        case UInt8(ascii: "C") where first == "COMMIT": isOpen = false
        default: rule(words, line, number)
        }
    }

    private mutating func refuse(_ number: Int, _ text: String) {
        problems.append(IPTablesReading.Problem(line: number, text: text))
    }

    private mutating func open(_ name: String) {
        tables.append(Place(table: Table(isIPv6 ? .ip6 : .ip, name)))
        isOpen = true
    }

    private mutating func declare(_ name: String, policy: String, _ line: Substring, _ number: Int) {
        guard isOpen, let place = tables.indices.last, !name.isEmpty else { return refuse(number, String(line)) }
        let base = BuiltInChain.base(name, of: tables[place].table.name, drops: policy == "DROP")
        if base == nil, policy != "-" { refuse(number, String(line)) }
        tables[place].chains[name] = tables[place].table.chains.count
        tables[place].table.chains.append(Chain(name, base: base))
    }

    /// `[12:3456] -A INPUT ...`: counters stand before it where iptables-save was told to print them.
    private mutating func rule(_ words: [String], _ line: Substring, _ number: Int) {
        let words =
            words.first.map { $0.hasPrefix("[") && $0.hasSuffix("]") } ?? false ? Array(words.dropFirst()) : words
        guard isOpen, let place = tables.indices.last, words.count > 1, words[0] == "-A",
            let chain = tables[place].chains[words[1]]
        else { return refuse(number, String(line)) }
        var rule = IPTablesRule(words.dropFirst(2), isIPv6: isIPv6, chains: Set(tables[place].chains.keys))
        rule.read()
        tables[place].table.chains[chain].rules.append(Rule(rule.statements, comment: rule.comment))
        for text in rule.unknowns { refuse(number, text) }
    }
}
