/// Reads one rule of iptables-save, word by word as iptables(8) itself would: an option, then as many words as it takes,
/// so that a comment of `-j ACCEPT` stays a comment.
struct IPTablesRule {
    let isIPv6: Bool
    /// Names of the table's chains.
    let chains: Set<String>
    private(set) var statements: [Statement] = []
    private(set) var unknowns: [String] = []
    var comment: String?
    /// The protocol that the rule asks for.
    var transport: IPProtocol?
    /// The match that options belong to.
    var module = ""
    /// Whether `!` stands before the option.
    var isNegated = false
    /// Words of matches that can only be understood together.
    var gathered: [String] = []
    private var words: ArraySlice<String>

    init(_ words: ArraySlice<String>, isIPv6: Bool, chains: Set<String>) {
        self.words = words
        self.isIPv6 = isIPv6
        self.chains = chains
    }

    mutating func read() {
        while let word = next() {
            switch word {
            case "!": isNegated = true
            case "-m":
                endMatch()
                module = next() ?? ""
                if !isKnown { unknown("-m \(module)") }
            case "-j", "-g":
                endMatch()
                target(next() ?? "", isGoto: word == "-g")
                words = []
            default:
                if !generic(word), !match(word) { unknownOption(word) }
                isNegated = false
            }
        }
        endMatch()
    }

    private var isKnown: Bool { IPTablesRule.matches.contains(module) }

    var negation: String { isNegated ? "! " : "" }

    mutating func next() -> String? { words.popFirst() }

    /// Words up to the next option: those of one that is not known.
    mutating func rest() -> [String] {
        var rest: [String] = []
        while let word = words.first, !word.hasPrefix("-"), word != "!" {
            rest.append(word)
            words.removeFirst()
        }
        return rest
    }

    /// Every word that is left.
    mutating func all() -> [String] {
        defer { words = [] }
        return Array(words)
    }

    mutating func add(_ statement: Statement) { statements.append(statement) }

    mutating func unknown(_ text: String) {
        unknowns.append(text)
        statements.append(.unknown(text))
    }

    /// Of a match that is not known at all, all options are one thing.
    private mutating func unknownOption(_ option: String) {
        let text = ([negation + option] + rest()).joined(separator: " ")
        guard let last = unknowns.last, last.hasPrefix("-m \(module)"), statements.last == .unknown(last) else {
            return unknown(module + " " + text)
        }
        unknowns.removeLast()
        statements.removeLast()
        unknown(last + " " + text)
    }

    /// The rate of a limit, once its burst is known.
    mutating func change(_ change: (inout Statement) -> Void) {
        if !statements.isEmpty { change(&statements[statements.count - 1]) }
    }

    /// A test of one field; false where there are no values to test for.
    mutating func test(_ field: Field, mask: UInt128? = nil, _ elements: [SetElement]?) -> Bool {
        guard let elements, !elements.isEmpty else { return false }
        add(.match(Match([field], mask: mask, isNegated: isNegated, .inline(elements))))
        return true
    }

    mutating func test(_ field: Field, mask: UInt128? = nil, _ element: SetElement?) -> Bool {
        test(field, mask: mask, element.map { [$0] })
    }
}

extension IPTablesRule {
    /// Options that belong to no match; false for others. What follows a known one is taken even where it cannot be read.
    private mutating func generic(_ option: String) -> Bool {
        switch option {
        case "-p", "--protocol": return known(option) { $0.transport($1) }
        case "-s", "--source": return known(option) { $0.address($0.isIPv6 ? .ip6Source : .ipSource, $1) }
        case "-d", "--destination":
            return known(option) { $0.address($0.isIPv6 ? .ip6Destination : .ipDestination, $1) }
        case "-i", "--in-interface": return known(option) { $0.interface(.inputInterface, $1) }
        case "-o", "--out-interface": return known(option) { $0.interface(.outputInterface, $1) }
        case "-f", "--fragment":
            isNegated.toggle()
            return test(.fragment, mask: Field.fragment.knownBits, SetElement(values: [0]))
        default: return false
        }
    }

    /// Takes the word behind an option, and makes something of it: what cannot be read becomes unknown.
    mutating func known(_ option: String, _ read: (inout IPTablesRule, String) -> Bool) -> Bool {
        guard let value = next() else {
            unknown(negation + option)
            return true
        }
        if !read(&self, value) { unknown("\(negation)\(option) \(value)") }
        return true
    }

    private mutating func transport(_ text: String) -> Bool {
        guard let number = ProtocolNames.number(text) else { return false }
        let asked = IPProtocol(rawValue: number)
        if !isNegated { transport = asked }
        // By hand one writes `-p tcp --dport 22`.
        module = asked == .icmpv6 ? "icmp6" : asked.name
        return test(.transportProtocol, SetElement(values: [UInt128(number)]))
    }

    private mutating func address(_ field: Field, _ text: String) -> Bool {
        guard let (mask, element) = IPTablesValues.addresses(text, field.kind) else { return false }
        return test(field, mask: mask, element)
    }

    mutating func interface(_ field: Field, _ name: String) -> Bool {
        if name == "+", !isNegated { return true }
        return test(field, IPTablesValues.interface(name))
    }
}
