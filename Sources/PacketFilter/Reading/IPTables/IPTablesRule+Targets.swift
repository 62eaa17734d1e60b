/// Targets of iptables-extensions(8), and chains.
extension IPTablesRule {
    mutating func target(_ name: String, isGoto: Bool) {
        let options = all()
        let text = (["-j", name] + options).joined(separator: " ")
        if isGoto || chains.contains(name) {
            chains.contains(name) ? add(.verdict(isGoto ? .go(name) : .jump(name))) : unknown("-g " + name)
        } else if let known = IPTablesTarget(name, options, isIPv6).statement(text) {
            add(known)
        } else {
            unknown(text)
        }
    }
}

/// A target and the words behind it.
struct IPTablesTarget {
    private let name: String
    private let options: [String]
    private let isIPv6: Bool

    init(_ name: String, _ options: [String], _ isIPv6: Bool) {
        self.name = name
        self.options = options
        self.isIPv6 = isIPv6
    }

    /// Nil where it is not known.
    func statement(_ text: String) -> Statement? {
        switch name {
        case "ACCEPT": .verdict(.accept)
        case "DROP": .verdict(.drop)
        case "RETURN": .verdict(.leave)
        case "QUEUE", "NFQUEUE": .verdict(.queue)
        case "REJECT": .reject
        case "LOG": .log(LogStatement(prefix: value("--log-prefix") ?? ""))
        case "NFLOG", "ULOG": .log(groupLog)
        case "MASQUERADE": .translate(.masquerade)
        case "REDIRECT": redirect
        case "DNAT": fixed(.destination, "--to-destination")
        case "SNAT": fixed(.source, "--to-source")
        case "MARK": MarkOptions(options).packet
        case "CONNMARK": MarkOptions(options).connection
        case "NOTRACK": .notrack
        case "CT": tracking(text)
        default: CompatReading.harmless.contains(name) ? .passing(text) : nil
        }
    }

    /// The word behind an option.
    private func value(_ option: String) -> String? {
        guard let place = options.firstIndex(of: option), options.indices.contains(place + 1) else { return nil }
        return options[place + 1]
    }

    private var groupLog: LogStatement {
        LogStatement(
            prefix: value("--nflog-prefix") ?? "", group: value("--nflog-group").flatMap { UInt16($0) } ?? 0,
            snapLength: value("--nflog-size").flatMap { Int($0) })
    }

    private var redirect: Statement? {
        guard let ports = value("--to-ports") else { return .translate(.redirect(ports: nil)) }
        return IPTablesValues.ports(ports.replacing("-", with: ":")).map {
            .translate(.redirect(ports: IPTablesValues.span($0)))
        }
    }

    private func fixed(_ end: Translation.End, _ option: String) -> Statement? {
        guard let text = value(option), options.filter({ $0 == option }).count == 1,
            let (addresses, ports) = IPTablesValues.target(text, isIPv6: isIPv6)
        else { return nil }
        return .translate(.fixed(end, addresses, ports: ports))
    }

    /// `CT`: zones, events and time-outs change no packet's way.
    private func tracking(_ text: String) -> Statement? {
        if options.contains("--notrack") { return .notrack }
        if let helper = value("--helper") { return .helper(helper) }
        return options.contains { ["--zone", "--zone-orig", "--zone-reply", "--ctevents", "--timeout"].contains($0) }
            ? .passing(text) : nil
    }
}

/// The options of MARK and CONNMARK.
private struct MarkOptions {
    let words: [String]
    init(_ words: [String]) { self.words = words }

    private func value(_ option: String) -> (value: UInt32, mask: UInt32)? {
        guard let place = words.firstIndex(of: option), words.indices.contains(place + 1) else { return nil }
        return IPTablesValues.mark(words[place + 1])
    }

    var packet: Statement? { written(isConnection: false) }

    var connection: Statement? {
        // Bits of the packet's mark, and of the connection's.
        let packets = words.contains("--nfmask") ? value("--nfmask")?.value : .max
        let connections = words.contains("--ctmask") ? value("--ctmask")?.value : .max
        guard let packets, let connections else { return nil }
        switch words.first {
        case "--save-mark": return .changeMark(MarkChange(isConnection: true, kept: ~connections, taken: packets))
        case "--restore-mark": return .changeMark(MarkChange(kept: ~packets, taken: connections))
        default: return written(isConnection: true)
        }
    }

    private func written(isConnection: Bool) -> Statement? {
        guard let option = words.first, let (bits, mask) = value(option), words.count == 2 else { return nil }
        switch option {
        case "--set-xmark": return change(isConnection, kept: ~mask, flipped: bits)
        case "--set-mark": return change(isConnection, kept: ~(mask | bits), flipped: bits)
        case "--and-mark": return change(isConnection, kept: bits, flipped: 0)
        case "--or-mark": return change(isConnection, kept: ~bits, flipped: bits)
        case "--xor-mark": return change(isConnection, kept: .max, flipped: bits)
        default: return nil
        }
    }

    private func change(_ isConnection: Bool, kept: UInt32, flipped: UInt32) -> Statement {
        if !isConnection, kept == ~flipped { return .setMark(flipped) }
        return .changeMark(MarkChange(isConnection: isConnection, kept: kept, flipped: flipped))
    }
}
