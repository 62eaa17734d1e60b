import PacketFilter
import UnixcornCore

/// The same rules with more and more of what finds the guest: what each part costs is the step between two.
struct CostLadder {
    let steps: [(name: String, compiled: CompiledPolicy)]

    /// `sender`, `receiver`: the guests whose kinds a packet must come to where nothing looks for them.
    init(_ compiled: CompiledPolicy, sender: FirewallGuest, receiver: FirewallGuest) {
        let version = compiled.version
        func chain(_ guest: FirewallGuest, _ direction: String) -> Rule {
            Rule([.verdict(.go("\(version)_\(guest.kind ?? "closed")_\(direction)"))])
        }
        func map(_ field: Field, _ direction: String) -> Rule {
            Rule([.verdictMap([field], .named("\(version)_kind_\(direction)"))])
        }
        let straight = CostLadder.replace(compiled, out: [chain(sender, "out")], in: [chain(receiver, "in")])
        let mapped = CostLadder.replace(compiled, out: [map(.inputInterface, "out")], in: [map(.outputInterface, "in")])
        steps = [("no dispatch", straight), ("verdict maps", mapped), ("ours", compiled)]
    }

    private static func replace(_ compiled: CompiledPolicy, out: [Rule], in entry: [Rule]) -> CompiledPolicy {
        var changed = compiled
        for table in changed.tables.indices where changed.tables[table].family == .bridge {
            for place in changed.tables[table].chains.indices {
                let name = changed.tables[table].chains[place].name
                if name == compiled.version + "_guest_out" { changed.tables[table].chains[place].rules = out }
                if name == compiled.version + "_guest_in" { changed.tables[table].chains[place].rules = entry }
            }
        }
        return changed
    }
}
