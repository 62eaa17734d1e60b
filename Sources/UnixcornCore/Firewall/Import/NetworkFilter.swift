/// A filter of libvirt (formatnwfilter.html), as far as IP packets meet it.
struct NetworkFilter: Sendable, Hashable {
    enum Action: String, Sendable { case accept, drop, reject, `return`, `continue` }
    enum Direction: String, Sendable { case `in`, out, `inout` }

    /// One rule with one of its protocols.
    struct FilterRule: Sendable, Hashable {
        var action: Action
        var direction: Direction
        var priority: Int
        /// `tcp`, `ip`, `all-ipv6`, `mac`; empty: all of the chain.
        var proto: String
        /// Whether its attributes must not fit.
        var isNegated: Bool
        var attributes: [String: String]
        /// `web.xml:12`
        var place: String
    }

    /// Another filter that belongs to it, with values for its variables.
    struct Reference: Sendable, Hashable {
        var name: String
        var values: [String: [String]]
    }

    var name: String
    /// `root`, `ipv4`, `arp-own`...
    var chain: String
    var priority: Int
    var rules: [FilterRule] = []
    var references: [Reference] = []

    /// Where chains of such names stand by themselves.
    static func standardPriority(_ chain: String) -> Int {
        let known = [
            ("stp", -810), ("mac", -800), ("vlan", -750), ("ipv4", -700), ("ipv6", -600), ("arp", -500), ("rarp", -400),
        ]
        return known.first { chain.hasPrefix($0.0) }?.1 ?? 0
    }
}

/// That an interface of a guest has a filter.
struct FilterBinding: Sendable, Hashable {
    var guest: String
    var tap: String
    var mac: String
    var filter: NetworkFilter.Reference
    var place: String
}
