import Foundation
import Screen

@testable import UnixcornCore
@testable import unixcorn

extension SampleSite {
    /// A confirmed policy, five kinds, a guest whose kind is not declared and one without an address.
    static var firewall: FirewallState {
        var state = FirewallState()
        state.condition = .ruling
        state.file = "/etc/unixcorn/firewall.toml"
        state.text = policyText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        state.current = .init(name: "p2d7aa3b1", at: now.adding(seconds: -6.2 * 86_400), by: "ana (root)")
        state.kinds = [
            kind("host", "", 7, 0, 41_804, 0.4, 9_120, 0.2), kind("chat", "Talk", 22, 0, 0, 0, 0, 0),
            kind("closed", "", 0, 1, 0, 0, 311, 0.1),
            kind("cloud", "Files and calendars", 18, 1, 402_118, 0.8, 20_468, 0.4),
            kind("forge", "Code", 26, 1, 69_353, 0.1, 1_914, 0), kind("mail", "Mail", 14, 1, 401_642, 1.4, 3_380, 0),
            kind("web", "Web servers", 10, 3, 3_212_106, 10.3, 31_772, 0.7),
        ]
        state.guests = [
            guest("cloud", "cloud", 0, 3, 918_311), guest("forge", "forge", 1, 2, 402_200),
            guest("mail", "mail", 2, 1, 311_070),
            guest("proxy", "web", 3, 9, 2_410_886), guest("web-asso", "web", 4, 2, 801_220),
            guest("web-troc", "web", 6, 1, 90_552), guest("wiki", "closed", 7, 0, 412),
        ]
        state.guests[5].addresses = []
        state.guests[6].missingKind = "wiki"
        state.rules = [
            ("host_in_ssh", 8, 4_120, 0.1), ("host_in_dns", 8, 37_684, 0.3), ("host_in_drop", 7, 9_120, 0.2),
            ("web_in_http", 12, 801_220, 2.4), ("web_in_https", 12, 2_410_886, 7.9), ("web_in_ssh", 12, 214, 0),
            ("web_in_drop", 10, 31_772, 0.7), ("web_out_dns", 13, 90_341, 1.1), ("web_out_https", 13, 4_411, 0),
            ("web_out_drop", 10, 17, 0), ("forge_in_https", 28, 61_240, 0.1), ("forge_in_ssh", 28, 8_113, 0),
            ("forge_in_ssh_over", 28, 1_914, 0), ("mail_in_smtp", 16, 90_552, 0.3), ("mail_in_imaps", 16, 311_090, 1.1),
        ].map { .init(name: $0.0, line: $0.1, count: .init(packets: $0.2, bytes: $0.2 * 60, rate: $0.3)) }
        state.drops = drops
        return state
    }

    /// The same with another policy on trial, and its file changed.
    static var firewallOnTrial: FirewallState {
        var state = firewall
        state.condition = .trying
        state.trial = .init(name: "p51c02026", at: now.adding(seconds: -18), by: "ana (root)")
        state.trialEnds = now.adding(seconds: 42)
        state.trialDiff = [
            "-20  accept = [\"https\", { service = \"ssh\", from = \"admins\" }]",
            "+20  accept = [\"https\", \"turn\"]",
            "+21  out = [\"dns\", \"ntp\", \"https\", \"turn\"]", "-21  out = [\"dns\", \"ntp\", \"https\"]",
        ]
        return state
    }

    /// The same after somebody flushed a table and another program's chain began to drop.
    static var firewallDrifted: FirewallState {
        var state = firewall
        state.drift = FirewallDrift(
            at: now.adding(seconds: -48), process: "nft", processID: 4242, added: ["guest_in: accept"],
            removed: ["p2d7aa3b1_web_in: goto p2d7aa3b1_web_in_end"], missing: ["bridge unixcorn"])
        state.foreign = ["ip filter FORWARD"]
        state.guests[4].isKnown = false
        return state
    }

    /// The state of a scene of the firewall.
    static func change(_ state: inout SiteState, for scene: String) {
        switch scene {
        case "members-none": state.members = MembersState()
        case "finances-none": state.finances = noFinances
        case "firewall-trial": state.firewall = firewallOnTrial
        case "firewall-drift", "overview-firewall": state.firewall = firewallDrifted
        case "firewall-none":
            state.firewall = FirewallState()
            state.firewall.condition = .absent
            state.firewall.file = "/etc/unixcorn/firewall.toml"
        default: break
        }
    }

    static let policyText = """
        admins = ["203.0.113.7", "2001:db8:5::/64"]
        default_kind = "closed"

        # Nobody in these sets reaches anything.
        block = []

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
        [kinds.chat]
        title = "Talk"
        accept = ["https", "tcp/5222", "tcp/5269", { service = "ssh", from = "admins" }]
        out = ["dns", "ntp", "https"]
        [kinds.forge]
        title = "Code"
        accept = ["https", { service = "ssh", rate = "30/minute" }]
        out = ["dns", "ntp", "https"]
        """

    private static func kind(
        _ name: String, _ title: String, _ line: Int, _ guests: Int, _ accepted: UInt64, _ pace: Double,
        _ dropped: UInt64,
        _ dropPace: Double
    ) -> FirewallState.Kind {
        .init(
            name: name, title: title, line: line, guests: guests,
            accepted: .init(packets: accepted, bytes: accepted * 60, rate: pace),
            dropped: .init(packets: dropped, bytes: dropped * 60, rate: dropPace))
    }

    private static func guest(
        _ name: String, _ kind: String, _ number: Int, _ weight: UInt64, _ packets: UInt64
    ) -> FirewallState.GuestEntry {
        .init(
            name: name, kind: kind, missingKind: nil, taps: ["vnet\(number)"], addresses: ["192.0.2.\(10 + number)"],
            isKnown: true, received: .init(packets: packets, bytes: packets * 740, rate: Double(weight) * 31.5),
            sent: .init(packets: packets / 5 * 4, bytes: packets * 512, rate: Double(weight) * 24.2),
            droppedIn: .init(packets: weight * 1_204, bytes: weight * 72_240, rate: Double(weight) * 0.1),
            droppedOut: .init(packets: weight * 3, bytes: weight * 180, rate: 0))
    }

    private static var drops: [FirewallState.Drop] {
        let seen: [(String, String, String?, String)] = [
            ("web.in.drop", "198.51.100.23 → 192.0.2.13 tcp/23", "proxy", "4"),
            ("forge.in.ssh.over", "192.0.2.214 → 192.0.2.11 tcp/22", "forge", "41"),
            ("web.in.drop", "2001:db8:77:12:9a3c:e1ff:fe02:88 → 2001:db8:1::13 tcp/2323", "proxy", "78"),
            ("spoof.ip4", "10.0.0.66 → 203.0.113.9 udp/53", "web-troc", "115"),
            ("host.in.drop", "198.51.100.7 → 192.0.2.1 tcp/3389", nil, "152"),
            ("web.in.drop", "198.51.100.23 → 192.0.2.14 tcp/8443", "web-asso", "189"),
        ]
        return seen.map { reason, packet, guest, ago in
            .init(at: now.adding(seconds: -(Double(ago) ?? 0)), reason: reason, guest: guest, packet: packet)
        }
    }

    static let openings: [GuestOpening] = [
        .init(service: "http", peers: [], rate: nil, line: 12, obstacle: nil),
        .init(
            service: "https", peers: [], rate: nil, line: 12,
            obstacle: Phrase(
                "dropped by the table ip filter, which is not ours",
                "abandonné par la table ip filter, qui n’est pas à nous")),
        .init(service: "ssh", peers: ["admins"], rate: nil, line: 12, obstacle: nil),
        .init(
            service: "tcp/8080", peers: ["@office", "kind:web"],
            rate: Phrase("up to 30 new connections a minute", "jusqu’à 30 nouvelles connexions par minute"), line: 31,
            obstacle: nil),
    ]
}

extension Stage {
    /// Answers what a pane of the firewall on top asked for.
    func answerFirewall(size: Size) {
        switch app.top {
        case let pane as FirewallGuestPane: app.receive(.answer(.openings(pane.name), .openings(SampleSite.openings)))
        case is TryPolicyPane: app.receive(.answer(.pendingPolicy, .pendingPolicy(SampleSite.pending)))
        default: break
        }
        _ = app.draw(size)
    }
}

extension SampleSite {
    static let pending = PendingPolicy(
        file: "/etc/unixcorn/firewall.toml", text: policyText,
        diff: [
            "-20  accept = [\"https\", { service = \"ssh\", from = \"admins\" }]",
            "+20  accept = [\"https\", \"turn\"]",
            "+29  [kinds.visio]",
        ], seconds: 60, ruling: "p2d7aa3b1")
}

extension SampleSite {
    /// A firewall whose every text from outside is `text`, with all that can be pending.
    static func poisoned(_ firewall: FirewallState, by text: String) -> FirewallState {
        var state = firewall
        state.trial = .init(name: text, at: now, by: text)
        state.trialEnds = now.adding(seconds: 9)
        state.trialDiff = ["+" + text, "-" + text]
        state.text = [text, text]
        state.file = text
        state.foreign = [text]
        state.drift = FirewallDrift(
            at: now, process: text, processID: 1, added: [text], removed: [text], missing: [text])
        for index in state.guests.indices {
            state.guests[index].name = text + "\(index)"
            state.guests[index].taps = [text]
            state.guests[index].addresses = [text]
            state.guests[index].missingKind = text
        }
        for index in state.drops.indices {
            (state.drops[index].packet, state.drops[index].reason, state.drops[index].guest) = (text, text, text)
        }
        return state
    }
}
