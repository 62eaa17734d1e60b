/// The chains that iptables has in each table, as base chains of nftables (`iptables/nft.c`, `xtables_ipv4`).
enum BuiltInChain {
    static func base(_ chain: String, of table: String, drops: Bool) -> BaseChain? {
        guard let hook = hooks[chain], let priority = priority(table, hook), isThere(table, hook) else { return nil }
        let kind: BaseChain.Kind = table == "nat" ? .nat : table == "mangle" && hook == .output ? .route : .filter
        return BaseChain(kind, hook, priority: priority, dropsByDefault: drops)
    }

    private static let hooks: [String: BaseChain.Hook] = [
        "PREROUTING": .prerouting, "INPUT": .input, "FORWARD": .forward, "OUTPUT": .output, "POSTROUTING": .postrouting,
    ]

    private static func priority(_ table: String, _ hook: BaseChain.Hook) -> Int? {
        switch table {
        case "raw": -300
        case "mangle": -150
        case "nat": hook == .prerouting || hook == .output ? -100 : 100
        case "filter": 0
        case "security": 50
        default: nil
        }
    }

    private static func isThere(_ table: String, _ hook: BaseChain.Hook) -> Bool {
        switch table {
        case "raw": hook == .prerouting || hook == .output
        case "nat": hook != .forward
        case "filter", "security": hook != .prerouting && hook != .postrouting
        default: true
        }
    }
}
