package import PacketFilter

/// One change of the kernel: all of it holds at once, or none.
package enum FirewallStep: Sendable {
    /// In nft's language: what rules are.
    case text([UInt8])
    /// What guests and gates are, past libnftables.
    case elements(ElementBatch)
}

extension Nftables {
    /// Makes changes, one after the other.
    package func run(_ steps: [FirewallStep]) throws(PacketFilterError) {
        for step in steps {
            switch step {
            case .text(let text): if !text.isEmpty { try run(text) }
            case .elements(let batch): if !batch.isEmpty { try put(batch) }
            }
        }
    }

    /// Ranges that overlap with what is there, libnftables merges: so too where the kernel refuses them as they are.
    private func put(_ batch: ElementBatch) throws(PacketFilterError) {
        do throws(PacketFilterError) { try write(batch) } catch {
            guard [.exists, .notEmpty, .tooLong].contains(error.code) else { throw error }
            try run(batch.text)
        }
    }
}

/// The steps that change the kernel, each of them one transaction.
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
    package func trial(_ compiled: CompiledPolicy, seconds: Int) -> [FirewallStep] {
        var rules = RulesetText()
        // What an earlier trial left.
        closeGates(&rules)
        prepare(compiled, &rules)
        var gates = ElementBatch()
        for table in compiled.tables {
            for gate in self.gates(in: table) {
                gates.add(gate.element(compiled.version, timeout: seconds), to: gate.declaration, in: table)
            }
        }
        return [.text(rules.bytes), .elements(elements(compiled)), .elements(gates)]
    }

    /// Loads a version into a kernel that has none, and lets it rule for good. Packets pass until the last step.
    package func start(_ compiled: CompiledPolicy) -> [FirewallStep] {
        var rules = RulesetText()
        prepare(compiled, &rules)
        var ways = RulesetText()
        settle(compiled.version, chains(with: compiled), &ways)
        return [.text(rules.bytes), .elements(elements(compiled)), .text(ways.bytes)]
    }

    /// The same as one text: for the file that a machine loads when it starts, and in place of what rules.
    package func load(_ compiled: CompiledPolicy) -> [UInt8] {
        var text = RulesetText()
        prepare(compiled, &text)
        for table in compiled.tables {
            for set in table.sets where !set.isOfPolicy { text.add(set.elements, to: set, in: table) }
        }
        settle(compiled.version, chains(with: compiled), &text)
        return text.bytes
    }

    private func chains(with compiled: CompiledPolicy) -> [Family: Set<String>] {
        var chains = loaded.tables.mapValues(\.chains)
        for table in compiled.tables { chains[table.family, default: []].formUnion(table.chains.map(\.name)) }
        return chains
    }

    /// The elements of guests.
    private func elements(_ compiled: CompiledPolicy) -> ElementBatch {
        var batch = ElementBatch()
        for table in compiled.tables {
            for set in table.sets where !set.isOfPolicy { batch.add(set.elements, to: set, in: table) }
        }
        return batch
    }

    /// Makes the version on trial the one that rules, and takes the others away.
    package func confirm(_ version: String) -> [FirewallStep] {
        var rules = RulesetText()
        settle(version, loaded.tables.mapValues(\.chains), &rules)
        return [.text(rules.bytes), rest(keeping: [version])]
    }

    /// Ends a trial now.
    package func rollBack() -> [FirewallStep] {
        var gates = RulesetText()
        closeGates(&gates)
        return [.text(gates.bytes), rest(keeping: [loaded.current].compactMap { $0 })]
    }

    /// Adds a guest to policies that are there.
    package static func plug(_ guest: FirewallGuest, into policies: [PolicyCompiler]) -> FirewallStep {
        var batch = ElementBatch()
        for policy in policies {
            for (table, sets) in policy.elements(of: guest) {
                for set in sets { batch.add(set.elements, to: set, in: table) }
            }
        }
        return .elements(batch)
    }

    private func closeGates(_ text: inout RulesetText) {
        for (family, objects) in sorted {
            for gate in Gate.all where gate.family == family && objects.maps.contains(gate.map) {
                text.line("flush map \(family.rawValue) \(FilterNames.table) \(gate.map)")
            }
        }
    }

    private func rest(keeping versions: [String]) -> FirewallStep {
        var text = RulesetText()
        clean(keeping: versions, &text)
        return .text(text.bytes)
    }

    private var sorted: [(family: Family, objects: LoadedFirewall.Objects)] {
        loaded.tables.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key, $0.value) }
    }

    private func gates(in table: Table) -> [Gate] {
        Gate.all.filter { gate in gate.family == table.family && table.chains.contains { $0.name == gate.chain } }
    }

    /// Everything of a version but its rule and its guests: what is there already stays as it is.
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
            for set in table.sets where !known.sets.contains(set.name) && !known.maps.contains(set.name) {
                text.declare(set, in: table)
                // Its content is in its name: it must never be there without.
                if set.isOfPolicy { text.add(set.elements, to: set, in: table) }
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

extension NamedSet {
    /// Whether it is one that the policy names, which belongs to no version and to no guest.
    var isOfPolicy: Bool { name.hasPrefix("set_") }
}

extension Table {
    /// As commands name it: `inet unixcorn`.
    var place: String { family.rawValue + " " + name }
}
