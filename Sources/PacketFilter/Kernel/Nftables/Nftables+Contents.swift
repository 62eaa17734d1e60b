import CNetlink

/// Questions to the kernel itself: libnftables 1.0.6 reads whole rules and sets to answer them.
extension Nftables {
    /// The names in a table (`NFT_MSG_GETCHAIN`, `NFT_MSG_GETSET`, `NFT_MSG_GETOBJ`), all of one generation; nil where there
    /// is no such table.
    public func contents(of table: TableName) throws(PacketFilterError) -> TableContents? {
        try atRest(table.description) { () throws(PacketFilterError) in
            guard let named = try sets(of: table) else { return nil }
            var contents = TableContents()
            (contents.sets, contents.maps) = (named.sets, named.maps)
            contents.chains = try chains(of: table)
            contents.counters = try counters(of: table)
            return contents
        }
    }

    /// The names of a table's maps alone; none where there is no such table.
    public func maps(of table: TableName) throws(PacketFilterError) -> Set<String> { try sets(of: table)?.maps ?? [] }

    /// The chains that the rules of a chain go to, of those that do nothing else (`NFT_MSG_GETRULE`).
    /// - Returns: in their order; none where there is no such chain.
    public func targets(of chain: String, in table: TableName) throws(PacketFilterError) -> [String] {
        var request = NetlinkRequest(dump: NFT_MSG_GETRULE, table.family)
        request.put(NFTA_RULE_TABLE, text: table.name)
        request.put(NFTA_RULE_CHAIN, text: chain)
        var found: [String] = []
        try ask(request, "NFT_MSG_GETRULE", "\(table) \(chain)") { message in
            guard let rule = message.nested(NFTA_RULE_EXPRESSIONS), message.text(NFTA_RULE_CHAIN) == chain
            else { return }
            let expressions = rule.map { NetlinkAttributes($0.value) }
            if expressions.count == 1, let target = expressions[0].target { found.append(target) }
        }
        return found
    }

    /// The elements of a verdict map that lead to a chain (`NFT_MSG_GETSETELEM`). For maps with few.
    /// - Throws: `.missing` where there is no such map.
    public func gateElements(of map: String, in table: TableName) throws(PacketFilterError) -> [GateElement] {
        var request = NetlinkRequest(dump: NFT_MSG_GETSETELEM, table.family)
        request.put(NFTA_SET_ELEM_LIST_TABLE, text: table.name)
        request.put(NFTA_SET_ELEM_LIST_SET, text: map)
        var found: [GateElement] = []
        try ask(request, "NFT_MSG_GETSETELEM", "\(table) \(map)") { message in
            for element in message.nested(NFTA_SET_ELEM_LIST_ELEMENTS).map(Array.init) ?? [] {
                let facts = NetlinkAttributes(element.value)
                guard let chain = facts.nested(NFTA_SET_ELEM_DATA)?.chain(by: nil) else { continue }
                // Milliseconds.
                let rest = facts.number(NFTA_SET_ELEM_EXPIRATION, UInt64.self)
                found.append(GateElement(chain: chain, seconds: rest.map { Int(clamping: $0 / 1000) }))
            }
        }
        return found
    }

    /// Asks again while others change rules: what several answers say must hold at one time.
    private func atRest<T>(_ object: String, _ body: () throws(PacketFilterError) -> T) throws(PacketFilterError) -> T {
        for _ in 0..<50 {
            let before = try generation()
            let value = try body()
            if try generation() == before { return value }
        }
        throw .refused("the rules change faster than they can be read", "NFT_MSG_GETGEN", object)
    }

    private func chains(of table: TableName) throws(PacketFilterError) -> Set<String> {
        var found: Set<String> = []
        // Of all tables of the family: the kernel takes no table here.
        try ask(NetlinkRequest(dump: NFT_MSG_GETCHAIN, table.family), "NFT_MSG_GETCHAIN", "\(table)") { message in
            guard message.text(NFTA_CHAIN_TABLE) == table.name, let name = message.text(NFTA_CHAIN_NAME) else { return }
            found.insert(name)
        }
        return found
    }

    /// Nil: there is no such table.
    private func sets(of table: TableName) throws(PacketFilterError) -> (sets: Set<String>, maps: Set<String>)? {
        var request = NetlinkRequest(dump: NFT_MSG_GETSET, table.family)
        request.put(NFTA_SET_TABLE, text: table.name)
        var (sets, maps): (Set<String>, Set<String>) = ([], [])
        do throws(PacketFilterError) {
            try ask(request, "NFT_MSG_GETSET", "\(table)") { message in
                guard let name = message.text(NFTA_SET_NAME) else { return }
                let flags = message.number(NFTA_SET_FLAGS, UInt32.self) ?? 0
                if flags & NFT_SET_ANONYMOUS.rawValue != 0 { return }
                if flags & NFT_SET_MAP.rawValue != 0 { maps.insert(name) } else { sets.insert(name) }
            }
        } catch {
            if error.code == .missing { return nil }
            throw error
        }
        return (sets, maps)
    }

    private func counters(of table: TableName) throws(PacketFilterError) -> Set<String> {
        var request = NetlinkRequest(dump: NFT_MSG_GETOBJ, table.family)
        request.put(NFTA_OBJ_TABLE, text: table.name)
        request.put(NFTA_OBJ_TYPE, network: UInt32(NFT_OBJECT_COUNTER))
        var found: Set<String> = []
        try ask(request, "NFT_MSG_GETOBJ", "\(table)") { message in
            if let name = message.text(NFTA_OBJ_NAME) { found.insert(name) }
        }
        return found
    }
}

extension NetlinkRequest {
    /// For a list of everything of a family.
    fileprivate init(dump message: nf_tables_msg_types, _ family: Family) {
        self.init(netfilter: NFNL_SUBSYS_NFTABLES, message, flags: NLM_F_DUMP, family: Int32(family.number))
    }
}

extension NetlinkAttributes {
    /// The chain that an expression goes to, if it is one that does that alone (`goto`).
    fileprivate var target: String? {
        guard text(NFTA_EXPR_NAME) == "immediate" else { return nil }
        return nested(NFTA_EXPR_DATA)?.nested(NFTA_IMMEDIATE_DATA)?.chain(by: NFT_GOTO.rawValue)
    }

    /// The chain of a verdict; `code`: of one of that kind only.
    fileprivate func chain(by code: Int32?) -> String? {
        guard let verdict = nested(NFTA_DATA_VERDICT) else { return nil }
        if let code, verdict.number(NFTA_VERDICT_CODE, UInt32.self) != UInt32(bitPattern: code) { return nil }
        return verdict.text(NFTA_VERDICT_CHAIN)
    }
}

extension TableName: CustomStringConvertible {
    /// As commands name it: `inet unixcorn`.
    public var description: String { "\(family.rawValue) \(name)" }
}
