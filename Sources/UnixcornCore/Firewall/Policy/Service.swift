/// A service of the catalogue: what its name stands for.
public struct Service: Sendable, Hashable {
    /// As a policy writes it: `https`.
    public var name: String
    /// Other names for the same.
    public var aliases: [String] = []
    public var title: Phrase
    /// Empty: everything.
    public var traffic: [Traffic]
    /// The kernel's connection tracking helper for it (nf_conntrack_NAME); nil: none.
    public var helper: String?
    /// Whether its data come on ports of their own, which the server chooses.
    public var hasPassivePorts = false

    /// - Parameter forms: `tcp/53 udp/53`.
    init(
        _ name: String, _ forms: String, _ english: String, _ french: String, also aliases: [String] = [],
        helper: String? = nil, passive: Bool = false
    ) {
        self.name = name
        self.aliases = aliases
        self.helper = helper
        title = Phrase(english, french)
        hasPassivePorts = passive
        traffic = forms.split(separator: " ").compactMap { form in
            if case .traffic(let traffic) = TrafficForm.read(form) { traffic } else { nil }
        }
    }
}

/// The services that policies may name.
public enum ServiceCatalogue {
    /// By name.
    public static let all: [Service] = tables.flatMap { $0 }.sorted { $0.name < $1.name }

    /// The service of this name, or of this other name; nil where there is none.
    public static func service(named name: String) -> Service? { byName[name] }

    /// Every name and other name.
    static let names: [String] = byName.keys.sorted()

    /// Names of those that the kernel has a helper for.
    static let withHelper: [String] = all.filter { $0.helper != nil }.map(\.name)

    private static let byName: [String: Service] = {
        let pairs = all.flatMap { service in ([service.name] + service.aliases).map { ($0, service) } }
        return Dictionary(pairs) { first, _ in first }
    }()

    static let tables: [[Service]] = [
        web, mail, naming, addressing, remote, files, code, databases, accounts, messages, voice, watching,
        tunnels, routing, printing, general,
    ]

    /// What is no service by itself.
    private static let general = [
        Service("ping", "icmp/8 icmpv6/128", "Pings", "Pings"),
        Service("any", "", "Everything", "Tout"),
    ]
}
