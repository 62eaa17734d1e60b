import PacketFilter

/// The texts that change the kernel, each of them one transaction: all of it holds at once, or none.
///
/// What leads packets to rules is a transaction of its own, behind the one that brings the rules and before the one that
/// takes the old ones away. A set of ranges gets what it holds only at the end of its transaction, after the rules that
/// ask it have begun to rule (`nft_set_commit_update` in `net/netfilter/nf_tables_api.c`), and a packet under way may see
/// rules of before and elements of after: in one transaction, forbidden packets pass for some microseconds.
package struct FirewallTransaction {
    let loaded: LoadedFirewall

    package init(loaded: LoadedFirewall) { self.loaded = loaded }

    /// Puts a version beside the one that rules and lets it rule for `seconds`; then the gates' elements end by
    /// themselves, whatever has become of us. Where none rules yet, packets pass again after that.
    package func trial(_ compiled: CompiledPolicy, seconds: Int) -> [[UInt8]] {
        var rules = RulesetText()
        // What an earlier trial left.
        closeGates(&rules)
        prepare(compiled, &rules)
        var gates = RulesetText()
        for table in compiled.tables {
            for gate in self.gates(in: table) {
                gates.add(gate.element(compiled.version, timeout: seconds), to: gate.declaration, in: table)
            }
        }
        return [rules.bytes, gates.bytes]
    }

    /// Loads a version and lets it rule for good: at boot, and after a flush by somebody else.
    package func load(_ compiled: CompiledPolicy) -> [UInt8] {
        var text = RulesetText()
        prepare(compiled, &text)
        var chains = loaded.tables.mapValues(\.chains)
        for table in compiled.tables { chains[table.family, default: []].formUnion(table.chains.map(\.name)) }
        settle(compiled.version, chains, &text)
        return text.bytes
    }

    /// Makes the version on trial the one that rules, and takes the others away.
    package func confirm(_ version: String) -> [[UInt8]] {
        var rules = RulesetText()
        settle(version, loaded.tables.mapValues(\.chains), &rules)
        return [rules.bytes, rest(keeping: [version])]
    }

    /// Ends a trial now.
    package func rollBack() -> [[UInt8]] {
        var gates = RulesetText()
        closeGates(&gates)
        return [gates.bytes, rest(keeping: [loaded.current].compactMap { $0 })]
    }

    private func closeGates(_ text: inout RulesetText) {
        for (family, objects) in sorted {
            for gate in Gate.all where gate.family == family && objects.maps.contains(gate.map) {
                text.line("flush map \(family.rawValue) \(FilterNames.table) \(gate.map)")
            }
        }
    }

    private func rest(keeping versions: [String]) -> [UInt8] {
        var text = RulesetText()
        clean(keeping: versions, &text)
        return text.bytes
    }

    private var sorted: [(family: Family, objects: LoadedFirewall.Objects)] {
        loaded.tables.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key, $0.value) }
    }

    private func gates(in table: Table) -> [Gate] {
        Gate.all.filter { gate in gate.family == table.family && table.chains.contains { $0.name == gate.chain } }
    }

    /// Everything of a version but its rule: what is there already stays as it is.
    private func prepare(_ compiled: CompiledPolicy, _ text: inout RulesetText) {
        let keep = [loaded.current, compiled.version].compactMap { $0 }
        clean(keeping: keep, &text)
        for table in compiled.tables {
            let known = loaded.tables[table.family] ?? LoadedFirewall.Objects()
            text.line("add table \(table.place)")
            for name in table.counters where !known.counters.contains(name) {
                text.line("add counter \(table.place) \(name)")
            }
            text.addHelpers(table)
            let isThere = known.chains.contains { $0.hasPrefix(compiled.version + "_") }
            for chain in table.chains where !known.chains.contains(chain.name) { text.declare(chain, in: table) }
            for set in table.sets {
                if known.sets.contains(set.name) || known.maps.contains(set.name) {
                    // One of the policy's own has its content in its name.
                    if !set.name.hasPrefix("set_") { text.add(set.elements, to: set, in: table) }
                } else {
                    text.add(set, in: table)
                }
            }
            for chain in table.chains where !known.chains.contains(chain.name) {
                let isEntry = Gate.all.contains { $0.family == table.family && $0.chain == chain.name }
                // An entry leads nowhere by itself until its version is confirmed.
                if isEntry || !isThere || !chain.name.hasPrefix(compiled.version) {
                    text.add(isEntry ? Array(chain.rules.prefix(1)) : chain.rules, to: chain.name, in: table)
                }
            }
        }
    }

    /// Leads every entry to the version, and ends what the gates say. `chains`: those that are there by then.
    private func settle(_ version: String, _ chains: [Family: Set<String>], _ text: inout RulesetText) {
        for (family, names) in chains.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let table = Table(family, FilterNames.table)
            for gate in Gate.all where gate.family == family && names.contains(gate.chain) {
                let target = version + "_" + gate.chain
                var rules = [Rule([.verdictMap([gate.key], .named(gate.map))])]
                if names.contains(target) { rules.append(Rule([.verdict(.go(target))])) }
                text.line("flush chain \(table.place) \(gate.chain)")
                text.add(rules, to: gate.chain, in: table)
                text.line("flush map \(table.place) \(gate.map)")
            }
        }
    }

    /// Takes away what belongs to other versions.
    private func clean(keeping versions: [String], _ text: inout RulesetText) {
        for (family, objects) in sorted {
            let place = family.rawValue + " " + FilterNames.table
            func isOld(_ name: String) -> Bool {
                LoadedFirewall.version(of: name).map { !versions.contains($0) } ?? false
            }
            let chains = objects.chains.filter(isOld).sorted()
            let maps = objects.maps.filter(isOld).sorted()
            let sets = objects.sets.filter(isOld).sorted()
            guard !chains.isEmpty || !maps.isEmpty || !sets.isEmpty else { continue }
            for name in chains { text.line("flush chain \(place) \(name)") }
            for name in maps { text.line("flush map \(place) \(name)") }
            for name in maps { text.line("delete map \(place) \(name)") }
            for name in sets { text.line("delete set \(place) \(name)") }
            for name in chains { text.line("delete chain \(place) \(name)") }
        }
    }
}

extension LoadedFirewall {
    /// The version that a name belongs to: `p`, eight digits, `_`.
    static func version(of name: String) -> String? {
        let start = name.prefix(10)
        guard start.utf8.count == 10, start.hasPrefix("p"), start.hasSuffix("_") else { return nil }
        let digits = start.dropFirst().dropLast()
        return digits.allSatisfy { $0.isHexDigit && !$0.isUppercase } ? String(start.dropLast()) : nil
    }
}

extension Table {
    /// As commands name it: `inet unixcorn`.
    var place: String { family.rawValue + " " + name }
}
