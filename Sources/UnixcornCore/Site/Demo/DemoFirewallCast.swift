/// What the demo site's firewall shows.
enum DemoFirewallCast {
    static let policy = """
        admins = ["203.0.113.7", "2001:db8:5::/64"]
        default_kind = "closed"

        [host]
        accept = [{ service = "ssh", from = "admins" }, { service = "dns", from = "guests" }]

        [kinds.web]
        title = "Web servers"
        accept = ["http", "https", { service = "ssh", from = "admins" }]
        out = ["dns", "ntp", "http", "https"]

        [kinds.mail]
        title = "Mail"
        accept = ["smtp", "submission", "imaps", { service = "ssh", from = "admins" }]
        out = ["dns", "ntp", "smtp", "https"]

        [kinds.cloud]
        title = "Files and calendars"
        accept = ["https", { service = "ssh", from = "admins" }]
        out = ["dns", "ntp", "https"]

        [kinds.dns]
        title = "Names"
        accept = ["dns", { service = "ssh", from = "admins" }]
        out = ["dns", "ntp", "https"]

        [kinds.proxy]
        title = "Reverse proxies"
        accept = ["http", "https", { service = "ssh", from = "admins" }]
        out = ["dns", "ntp", { service = "http", to = "guests" }, "https"]

        [kinds.chat]
        title = "Talk"
        accept = ["https", "tcp/5222", "tcp/5269", { service = "ssh", from = "admins" }]
        out = ["dns", "ntp", "https", "tcp/5269"]

        [kinds.forge]
        title = "Code"
        accept = ["https", { service = "ssh", rate = "30/minute" }]
        out = ["dns", "ntp", "https"]
        """

    /// What its file says by now: SSH to the cloud is no longer for admins alone, but slowly.
    static let edited = policy.replacing(
        "accept = [\"https\", { service = \"ssh\", from = \"admins\" }]\nout = [\"dns\", \"ntp\", \"https\"]",
        with: "accept = [\"https\", \"turn\", { service = \"ssh\", from = \"admins\", rate = \"10/minute\" }]\n"
            + "out = [\"dns\", \"ntp\", \"https\", \"turn\"]")

    /// A name as real versions have them: of the text's sum.
    static func version(of text: String) -> String {
        var sum = StableSum()
        sum.add(Array(text.utf8))
        return "p" + sum.text
    }

    /// The guests of the demo site that run, as the rules know them.
    static var guests: [FirewallGuest] {
        DemoCast.guests.filter { $0.state == .running }.enumerated().map { place, member in
            FirewallGuest(
                name: member.name, kind: member.kind,
                interfaces: [
                    .init(tap: "vnet\(place)", mac: DemoSite.mac(member), addresses: ["10.20.30.\(member.address)"])
                ])
        }
    }

    static func state(at now: Moment) -> FirewallState {
        var state = FirewallState()
        state.condition = .ruling
        state.file = "/etc/unixcorn/firewall.toml"
        state.text = policy.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        state.hasChanges = true
        state.current = FirewallState.Version(
            name: version(of: policy), at: Moment(microseconds: now.microseconds - 535_680_000_000), by: "root")
        guard let read = try? PolicyReading.parse(policy, file: state.file) else { return state }
        var readings = CounterReadings()
        readings.describe(&state, read, guests)
        fill(&state, read.counterLines())
        state.drops = drops(at: now, guests)
        return state
    }

    private static func fill(_ state: inout FirewallState, _ lines: [String: Int]) {
        for place in state.guests.indices {
            let weight = UInt64(place * place * 37 % 23 + 3)
            state.guests[place].isKnown = true
            state.guests[place].received = .init(
                packets: weight * 918_311, bytes: weight * 918_311 * 740, rate: Double(weight) * 31.5)
            state.guests[place].sent = .init(
                packets: weight * 701_207, bytes: weight * 701_207 * 512, rate: Double(weight) * 24.2)
            state.guests[place].droppedIn = .init(
                packets: weight * 1_204, bytes: weight * 72_240, rate: Double(weight % 5) * 0.4)
            state.guests[place].droppedOut = .init(packets: weight % 4 * 17, bytes: weight % 4 * 1_020, rate: 0)
        }
        for place in state.kinds.indices {
            let name = state.kinds[place].name
            let members = state.guests.filter { $0.kind == name }
            state.kinds[place].accepted.packets = members.reduce(0) { $0 + $1.received.packets / 40 }
            state.kinds[place].accepted.rate = members.reduce(0) { $0 + ($1.received.rate ?? 0) / 40 }
            state.kinds[place].dropped.packets = members.reduce(0) { $0 + $1.droppedIn.packets + $1.droppedOut.packets }
            state.kinds[place].dropped.rate = members.reduce(0) { $0 + ($1.droppedIn.rate ?? 0) }
        }
        state.rules = [
            ("cloud_in_https", 402_118, 0.8), ("cloud_in_drop", 20_468, 0.4), ("forge_in_https", 61_240, 0.1),
            ("forge_in_ssh", 8_113, 0), ("forge_in_ssh_over", 1_914, 0), ("mail_in_smtp", 90_552, 0.3),
            ("mail_in_imaps", 311_090, 1.1), ("spoof_ip4", 3, 0), ("web_in_http", 801_220, 2.4),
            ("web_in_https", 2_410_886, 7.9),
            ("web_in_drop", 31_772, 0.7),
        ].map {
            FirewallState.RuleEntry(
                name: $0.0, line: lines[$0.0], count: .init(packets: $0.1, bytes: $0.1 * 60, rate: $0.2))
        }
    }

    private static func drops(at now: Moment, _ guests: [FirewallGuest]) -> [FirewallState.Drop] {
        let seen = [
            ("web.in.drop", "198.51.100.23", "tcp/23"), ("mail.in.drop", "203.0.113.90", "tcp/110"),
            ("forge.in.ssh.over", "192.0.2.14", "tcp/22"), ("cloud.in.drop", "198.51.100.7", "tcp/8443"),
            ("web.in.drop", "198.51.100.23", "tcp/2323"),
        ]
        return seen.enumerated().compactMap { place, drop -> FirewallState.Drop? in
            let kind = drop.0.prefix { $0 != "." }
            guard let guest = guests.first(where: { $0.kind == String(kind) }) else { return nil }
            let target = guest.interfaces.first?.addresses.first ?? ""
            return FirewallState.Drop(
                at: Moment(microseconds: now.microseconds - Int64(place * 37 + 4) * 1_000_000), reason: drop.0,
                guest: guest.name,
                packet: "\(drop.1) → \(target) \(drop.2)")
        }
    }
}
