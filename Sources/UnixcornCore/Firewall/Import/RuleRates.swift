import PacketFilter

/// Rates that rules accept up to, as a policy says them.
struct RuleRates {
    /// Rates of rules that drop what comes too often.
    private var dropping: Set<Rate> = []

    init(_ rules: [PlacedRule]) {
        for rule in rules.map(\.rule.statements) {
            let ends = rule.contains { statement in
                switch statement {
                case .verdict, .reject: true
                default: false
                }
            }
            guard ends else { continue }
            for statement in rule {
                switch statement {
                case .meter(_, _, let rate), .limit(let rate, isOver: true): dropping.insert(rate)
                default: break
                }
            }
        }
    }

    /// The rate up to which a packet was accepted.
    func rate(_ walk: Walk, _ ruleset: Ruleset) -> Rate? {
        for step in walk.steps.reversed() where step.verdict == .accept {
            for case .limit(let rate, isOver: false) in ruleset.rule(step)?.statements ?? [] { return rate.sane }
        }
        if let rate = walk.rates.first(where: dropping.contains) { return rate.sane }
        return walk.quotas.lazy.compactMap { RuleRates.rate($0) }.first
    }

    /// Of iptables' `recent` and `hashlimit`, and of nft's old meters.
    static func rate(_ text: String) -> Rate? {
        let words = text.split(separator: " ")
        if let place = words.firstIndex(of: "over"), words.indices.contains(place + 1),
            let rate = plain(words[place + 1])
        {
            return rate
        }
        func value(_ option: String) -> Substring? {
            guard let place = words.firstIndex(where: { $0 == option }), words.indices.contains(place + 1) else {
                return nil
            }
            return words[place + 1]
        }
        if let hits = value("--hitcount").flatMap({ UInt16($0) }),
            let seconds = value("--seconds").flatMap({ UInt32($0) }), hits > 0, seconds > 0
        {
            let (count, time) = (Int(hits), Int(seconds))
            let perMinute = count * 60 / time
            return perMinute > 0
                ? Rate(packets: perMinute, per: .minute, burst: count).sane
                : Rate(packets: count * 3600 / time, per: .hour, burst: count).sane
        }
        for option in ["--hashlimit-upto", "--hashlimit-above"] {
            guard var rate = value(option).flatMap({ plain($0) }) else { continue }
            rate.burst = value("--hashlimit-burst").flatMap { Int($0) } ?? 5
            return rate.sane
        }
        return nil
    }

    /// `30/minute`, `30/min`
    private static func plain(_ text: Substring) -> Rate? {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let packets = Int(parts[0]),
            let span = Rate.Span.allCases.first(where: { $0.rawValue.hasPrefix(parts[1]) })
        else { return nil }
        return Rate(packets: packets, per: span).sane
    }
}

extension Rate {
    /// As far as a policy can say it.
    fileprivate var sane: Rate {
        Rate(packets: min(max(1, packets), 1_000_000), per: per, burst: min(max(1, burst), 1_000_000))
    }
}
