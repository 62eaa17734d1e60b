import PacketFilter
import Text

/// Writes a proposal as a policy file.
struct ProposalText {
    private let proposed: ProposedPolicy
    private let language: Language
    private var sets: [(name: String, blocks: [AddressBlock])] = []
    private(set) var leftOut: [ImportRemark] = []
    private(set) var text = ""

    /// More addresses than a list in a policy should have.
    private static let mostAddresses = 5000

    init(_ proposed: ProposedPolicy, _ language: Language) {
        self.proposed = proposed
        self.language = language
        var body = kinds()
        body += host()
        body += guests() + published() + masquerades()
        text = head() + setLines() + body
    }

    /// What could not be carried over, as comments.
    static func end(_ remarks: [ImportRemark], _ language: Language) -> String {
        guard !remarks.isEmpty else { return "" }
        return "\n" + comment(.proposalLeftOut, language) + remarks.map { comment($0.words, language) }.joined()
    }

    static func comment(_ phrase: Phrase, _ language: Language) -> String { "# \(phrase(language).string)\n" }
    private func comment(_ phrase: Phrase) -> String { ProposalText.comment(phrase, language) }

    private func head() -> String {
        var out = comment(.proposalHead) + "\n"
        if proposed.admins.isEmpty { out += comment(.proposalNoAdmins) }
        return out + "admins = [" + proposed.admins.map { TOMLText.literal($0.description) }.joined(separator: ", ")
            + "]\n"
    }

    private func setLines() -> String {
        guard !sets.isEmpty else { return "" }
        return "\n[sets]\n"
            + sets.map { set in
                "\(set.name) = [\(set.blocks.map { TOMLText.literal($0.description) }.joined(separator: ", "))]\n"
            }.joined()
    }

    private mutating func kinds() -> String {
        var out = ""
        for (name, kind) in proposed.kinds.kinds {
            out += "\n[kinds.\(name)]\n" + list("accept", rules(kind.accept, "from", name))
            out += kind.out.isEverything ? "out = \"any\"\n" : list("out", rules(kind.out, "to", name))
            if !kind.accept.answersPing { out += "ping = false\n" }
            if kind.refuses { out += "refuse = true\n" }
        }
        return out
    }

    private mutating func host() -> String {
        var out = "\n"
        if proposed.host.isEverything { out += comment(.proposalOpenHost) }
        out += "[host]\n" + list("accept", rules(proposed.host, "from", "host"))
        if let opened = proposed.hostOut { out += list("out", rules(opened, "to", "host")) }
        if !proposed.host.answersPing { out += "ping = false\n" }
        if proposed.refuses { out += "refuse = true\n" }
        return out
    }

    private func guests() -> String {
        var out = ""
        if !proposed.guests.guessed.isEmpty { out += "\n" + comment(.proposalGuessedGuests) }
        for guest in proposed.guests.guests {
            guard let kind = proposed.kinds.names[guest.name], proposed.guests.filterKinds[guest.name] == nil,
                PolicyReading.isGuestName(guest.name), !guest.name.unicodeScalars.contains("\0")
            else { continue }
            out += "\n[guests.\(TOMLText.literal(guest.name))]\nkind = \(TOMLText.literal(kind))\n"
            if proposed.guests.guessed.contains(guest.name) {
                out += "addresses = [\(TOMLText.literal(guest.name))]\n"
            }
        }
        return out
    }

    private func published() -> String {
        proposed.published.map { port in
            var out = "\n[[publish]]\nport = \(TOMLText.literal(Traffic(port.protocol, port.ports).description))\n"
            out += "to = \(TOMLText.literal(port.guest))\n"
            if port.toPort != port.ports.lowerBound { out += "to_port = \(port.toPort)\n" }
            if !port.addresses.isEmpty {
                out +=
                    "address = [\(port.addresses.map { TOMLText.literal($0.description) }.joined(separator: ", "))]\n"
            }
            let peers = port.peers.compactMap { peer in
                if case .block(let block) = peer { TOMLText.literal(block.description) } else { nil }
            }
            return peers.isEmpty ? out : out + "from = [\(peers.joined(separator: ", "))]\n"
        }.joined()
    }

    private func masquerades() -> String {
        proposed.masquerades.map { line in
            let isGuess = !proposed.network.isOutsideKnown && line.out == proposed.network.outside
            let note = isGuess ? comment(.proposalOutside(line.out)) : ""
            return
                "\n\(note)[[masquerade]]\nfrom = \(TOMLText.literal(line.from.description))\nout = \(TOMLText.literal(line.out))\n"
        }.joined()
    }
}

extension ProposalText {
    private func list(_ key: String, _ items: [String]) -> String {
        guard !items.isEmpty else { return "" }
        let line = "\(key) = [\(items.joined(separator: ", "))]\n"
        return line.utf8.count <= 100 ? line : "\(key) = [\n" + items.map { "    \($0),\n" }.joined() + "]\n"
    }

    private mutating func rules(_ rules: ProposedRules, _ key: String, _ owner: String) -> [String] {
        var items: [String] = []
        for rule in rules.rules {
            let names = TrafficSpans.names(rule.traffic)
            guard let peers = peers(rule, names, owner) else { continue }
            for name in names { items.append(ProposalText.item(name, rule, key, peers)) }
        }
        return items
    }

    private static func item(_ name: String, _ rule: ProposedRule, _ key: String, _ peers: String) -> String {
        let what = (name.contains("/") ? "port" : "service") + " = " + TOMLText.literal(name)
        var parts = [what]
        if !peers.isEmpty { parts.append("\(key) = \(peers)") }
        if let rate = rule.rate {
            let burst = rate.burst == 5 ? "" : " burst \(rate.burst)"
            parts.append("rate = \(TOMLText.literal("\(rate.packets)/\(rate.per.rawValue)\(burst)"))")
        }
        if rule.action != .accept { parts.append("action = \(TOMLText.literal(rule.action.rawValue))") }
        return parts.count == 1 ? TOMLText.literal(name) : "{ \(parts.joined(separator: ", ")) }"
    }

    /// Few addresses stand in the rule itself, more get a name; nil: so many that the rule cannot be written.
    private mutating func peers(_ rule: ProposedRule, _ names: [String], _ owner: String) -> String? {
        guard !rule.peers.isEmpty else { return "" }
        if rule.peers.count <= 4 {
            let texts = rule.peers.map { TOMLText.literal($0.description) }
            return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
        }
        guard rule.peers.count <= ProposalText.mostAddresses else {
            let place = "\(owner) \(rule.action.rawValue) \(names.joined(separator: ", "))"
            leftOut.append(ImportRemark(place, .tooManyAddresses(rule.peers.count)))
            return nil
        }
        if let known = sets.first(where: { $0.blocks == rule.peers }) { return TOMLText.literal("@" + known.name) }
        let wanted = ProposedKinds.clean(rule.action == .accept ? "\(names.first ?? "some")-peers" : "banned")
        let taken = Set(sets.map(\.name))
        let name =
            taken.contains(wanted)
            ? (2...9999).lazy.map { "\(wanted.prefix(15))-\($0)" }.first { !taken.contains($0) } ?? wanted : wanted
        sets.append((name, rule.peers))
        return TOMLText.literal("@" + name)
    }
}
