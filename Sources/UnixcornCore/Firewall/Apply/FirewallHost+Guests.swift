import PacketFilter

extension FirewallHost {
    /// The policies that guests have to be in: the one that rules, and the one on trial.
    private func ruling(_ loaded: LoadedFirewall) -> [KeptPolicy] {
        kept(Set([loaded.current, loaded.trial?.version].compactMap { $0 }))
    }

    private func kept(_ versions: Set<String>) -> [KeptPolicy] {
        [folder.confirmed, folder.trial?.kept].compactMap { $0 }.filter { versions.contains($0.version) }
    }

    /// Lets a guest that has just started be known: its elements in every policy that is there. One transaction.
    ///
    /// Its first packet waits for nobody: which of them rules is not asked, since that takes longer than all the rest.
    public func plug(_ guest: FirewallGuest) async throws(OperationFailure) {
        let versions: Set<String>
        do throws(PacketFilterError) { versions = try await LoadedFirewall.versions(nftables) } catch {
            throw OperationFailure(error)
        }
        try await plug(guest, into: kept(versions).map(\.compiler))
    }

    /// The same for policies that are known to be there; what is there already may be there.
    func plug(_ guest: FirewallGuest, into policies: [PolicyCompiler]) async throws(OperationFailure) {
        try await run([FirewallTransaction.plug(guest, into: policies)])
    }

    /// Makes the elements of all guests what they are to be, in one transaction; nothing where they are.
    /// - Returns: how many sets were wrong.
    @discardableResult
    public func sync(_ guests: [FirewallGuest]) async throws(OperationFailure) -> Int {
        let loaded = try await loaded()
        let wanted = ruling(loaded).map { $0.compiler.compile(guests) }
        guard !wanted.isEmpty else { return 0 }
        var text = RulesetText()
        var count = 0
        for table in try await filled(loaded) {
            for set in table.sets {
                let elements = GuestElements.union(wanted.compactMap { $0.table(table.family)?.set(set.name) })
                if text.set(set, to: elements, in: table) { count += 1 }
            }
        }
        if count > 0 { try await run(text.bytes) }
        return count
    }

    /// The sets that guests fill, with all elements, as the kernel has them. Each is asked for alone: a table as a whole
    /// comes with its block lists.
    func filled(_ loaded: LoadedFirewall) async throws(OperationFailure) -> [Table] {
        var tables: [Table] = []
        for (family, objects) in loaded.tables.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            var table = Table(family, FilterNames.table)
            for (kind, names) in [("set", objects.sets), ("map", objects.maps)] {
                for name in names.sorted() where GuestElements.isFilled(name) {
                    if let set = try await listed(kind, name, in: table) { table.sets.append(set) }
                }
            }
            tables.append(table)
        }
        return tables
    }

    /// Nil: it has gone since.
    private func listed(_ kind: String, _ name: String, in table: Table) async throws(OperationFailure) -> NamedSet? {
        do throws(PacketFilterError) {
            let json = try await nftables.listJSON(command: "list \(kind) \(table.place) \(name)")
            return try RulesetReading.ruleset(json: json).tables.first?.set(name)
        } catch {
            if error.code == .missing { return nil }
            throw OperationFailure(error)
        }
    }
}

extension GuestElements {
    /// Whether guests fill a set: neither a gate, nor a rate's, nor one of the policy's own.
    static func isFilled(_ set: String) -> Bool {
        !set.hasPrefix("gate_") && !set.hasPrefix("set_")
            && LoadedFirewall.version(of: set).map {
                !set.hasPrefix($0 + "_rate_")
            } ?? true
    }

    /// The elements of all, each once.
    static func union(_ sets: [NamedSet]) -> [SetElement] {
        var seen: Set<[ClosedRange<UInt128>]> = []
        return sets.flatMap(\.elements).filter { seen.insert($0.key).inserted }
    }
}

extension Table {
    func set(_ name: String) -> NamedSet? { sets.first { $0.name == name } }
}

extension RulesetText {
    /// Writes what makes a set of the kernel hold these elements; false where it does.
    fileprivate mutating func set(_ set: NamedSet, to elements: [SetElement], in table: Table) -> Bool {
        let isMerged = set.hasRanges && set.key.count == 1
        let wanted = isMerged ? RulesetText.merged(elements.map(\.key)) : Set(elements.map(\.key))
        let there = isMerged ? RulesetText.merged(set.elements.map(\.key)) : Set(set.elements.map(\.key))
        let isSame =
            wanted == there && (set.data == .none || RulesetText.ways(set.elements) == RulesetText.ways(elements))
        guard !isSame else { return false }
        if set.hasCounters {
            delete(set.elements.filter { !wanted.contains($0.key) }, from: set, in: table)
            add(elements.filter { !there.contains($0.key) }, to: set, in: table)
        } else {
            line("flush \(set.data == .none ? "set" : "map") \(table.place) \(set.name)")
            add(elements, to: set, in: table)
        }
        return true
    }

    private static func ways(_ elements: [SetElement]) -> [[ClosedRange<UInt128>]: SetElement.Data] {
        Dictionary(elements.map { ($0.key, $0.data) }) { one, _ in one }
    }

    /// Ranges as the kernel shows them where it merges: those that touch are one.
    private static func merged(_ keys: [[ClosedRange<UInt128>]]) -> Set<[ClosedRange<UInt128>]> {
        var out: [ClosedRange<UInt128>] = []
        for range in keys.compactMap(\.first).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = out.last, last.upperBound == .max || range.lowerBound <= last.upperBound + 1 {
                out[out.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                out.append(range)
            }
        }
        return Set(out.map { [$0] })
    }
}
