import JSON

/// A table while it is read: what came before its rules, by name.
struct ListedTable {
    var table: Table
    var sets: [String: ListedSet] = [:]
    /// Named rates and quotas, as the statements that refer to them.
    var bounds: [String: Statement] = [:]
    /// Whether the kernel leaves it out.
    var isDormant = false
    private var chains: [String: Int] = [:]

    init(_ family: Family, _ name: String) { table = Table(family, name) }

    /// A thing that is in it: `{"set": {...}}`.
    mutating func add(_ kind: String, _ body: JSONValue) {
        guard let name = body["name"]?.string else { return }
        switch kind {
        case "chain": add(Chain(name, base: isDormant ? nil : ListedTable.base(body)))
        case "set", "map":
            guard let set = ListedSet(body) else { return }
            table.sets.append(set.set)
            sets[name] = set
        case "counter": table.counters.append(name)
        case "limit", "quota":
            let bound = BoundReading.statement(.object([JSONValue.Member(name: kind, value: body)]))
            guard case .quota(_, let isOver) = bound else { return bounds[kind + " " + name] = bound }
            bounds[kind + " " + name] = .quota("\(kind) name \"\(name)\"", isOver: isOver)
        case "ct helper":
            guard let type = body["type"]?.string, let number = ProtocolNames.number(body["protocol"]?.string ?? "")
            else { return }
            table.helpers[name] = Table.Helper(type: type, protocol: IPProtocol(rawValue: number))
        default: break
        }
    }

    private mutating func add(_ chain: Chain) {
        chains[chain.name] = table.chains.count
        table.chains.append(chain)
    }

    /// A chain that was not listed is made.
    mutating func add(_ rule: Rule, to chain: String) {
        if chains[chain] == nil { add(Chain(chain)) }
        if let place = chains[chain] { table.chains[place].rules.append(rule) }
    }

    private static func base(_ body: JSONValue) -> BaseChain? {
        guard let kind = BaseChain.Kind(rawValue: body["type"]?.string ?? ""),
            let hook = BaseChain.Hook(rawValue: body["hook"]?.string ?? "")
        else { return nil }
        return BaseChain(
            kind, hook, priority: body["prio"]?.number ?? 0, dropsByDefault: body["policy"]?.string == "drop")
    }

    /// What the elements of the set test of their own; nil where the set is not known well enough to look the key up.
    func bounds(of name: String, _ key: [Field]) -> [Statement]? {
        guard let known = sets[name], known.isWhole, known.set.key.count == key.count else { return nil }
        return known.bounds
    }

    /// nft 1.0.6 does not say in JSON which sets rules add to: the rules do.
    mutating func markDynamic(_ names: Set<String>) {
        for place in table.sets.indices where names.contains(table.sets[place].name) {
            table.sets[place].isDynamic = true
        }
    }
}
