import JSON

/// Reads the ruleset that the kernel holds, as `nft -j list ruleset` lists it (nftables 1.0.6, libnftables-json(5)).
///
/// The listing must be that of nft's defaults: with numbers for names (`-n`) 1.0.6 prints EtherTypes and ARP operations with
/// their bytes exchanged, with names of services (`-S`) ports are not known, and without elements (`-t`) sets are empty.
///
/// Every statement that this program does not know is there as `.unknown`, so that a simulation says where it is not sure.
/// Names, comments and the texts of unknown statements come from outside: hostile until `SafeText`, and not to be written
/// back by `RulesetText` unseen. Not in the listing of 1.0.6, and so not here: comments of tables and chains, `auto-merge`,
/// the devices of chains in the family netdev.
public enum RulesetReading {
    /// - Throws: `PacketFilterError.Code.invalid` where the bytes are not such a listing.
    public static func ruleset(json: [UInt8]) throws(PacketFilterError) -> Ruleset {
        var scanner = JSONScanner(json)
        guard let document = scanner.document() else {
            // 1.0.6 reads freed memory where a table has flags (owner, dormant): that is not JSON then.
            throw refused("The listing is broken at byte \(scanner.place) of \(json.count).")
        }
        guard let list = document["nftables"]?.array else { throw refused("The JSON has no member \"nftables\".") }
        var listing = Listing()
        for item in list { listing.add(item) }
        return listing.ruleset
    }

    private static func refused(_ message: String) -> PacketFilterError {
        PacketFilterError(code: .invalid, message: message, call: "nft -j list ruleset", object: "")
    }
}

/// The tables of a listing.
private struct Listing {
    private struct Place: Hashable {
        var family: Family
        var name: String
    }
    private var tables: [ListedTable] = []
    private var places: [Place: Int] = [:]
    private var rules: [JSONValue] = []

    /// `{"chain": {...}}`. Rules wait until the sets that they look into are known.
    mutating func add(_ item: JSONValue) {
        guard let (kind, body) = item.tagged.map({ ($0.name, $0.value) }) else { return }
        switch kind {
        case "rule": rules.append(body)
        case "table":
            guard let place = place(body, name: body["name"]) else { return }
            tables[place].isDormant = (body["flags"]?.list ?? []).contains(.string("dormant"))
        default:
            guard let place = place(body, name: body["table"]) else { return }
            tables[place].add(kind, body)
        }
    }

    /// The table's place, which is made where it is not there yet.
    private mutating func place(_ body: JSONValue, name: JSONValue?) -> Int? {
        guard let family = body["family"]?.string.flatMap(Family.init(rawValue:)), let name = name?.string else {
            return nil
        }
        let place = Place(family: family, name: name)
        if let known = places[place] { return known }
        places[place] = tables.count
        tables.append(ListedTable(family, name))
        return tables.count - 1
    }

    var ruleset: Ruleset {
        var all = self
        for (table, rules) in all.rulesByTable() {
            let reading = StatementReading(table: all.tables[table])
            let read = rules.map {
                (chain: $0["chain"]?.string ?? "", rule: Listing.rule($0, reading), updated: Listing.updated($0))
            }
            for one in read { all.tables[table].add(one.rule, to: one.chain) }
            all.tables[table].markDynamic(Set(read.flatMap(\.updated)))
        }
        return Ruleset(all.tables.map(\.table))
    }

    private mutating func rulesByTable() -> [Int: [JSONValue]] {
        var byTable: [Int: [JSONValue]] = [:]
        for rule in rules {
            if let place = place(rule, name: rule["table"]) { byTable[place, default: []].append(rule) }
        }
        return byTable
    }

    private static func rule(_ body: JSONValue, _ reading: StatementReading) -> Rule {
        let statements = (body["expr"]?.array ?? []).flatMap { reading.statements($0) }
        let handle = body["handle"]?.number.flatMap { UInt64(exactly: $0) }
        return Rule(statements, comment: body["comment"]?.string, handle: handle)
    }

    /// The sets that a rule adds to.
    private static func updated(_ body: JSONValue) -> [String] {
        (body["expr"]?.array ?? []).compactMap { $0["set"].flatMap { SetUpdateReading.name($0) } }
    }
}
