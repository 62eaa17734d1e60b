extension PolicyReading {
    /// A text as the file has it, short enough for a message.
    static func quoted(_ text: some StringProtocol) -> SafeText {
        let start = text.unicodeScalars.prefix(60)
        let isWhole = start.endIndex == text.unicodeScalars.endIndex
        return SafeText(TOMLText.literal(String(String.UnicodeScalarView(start))) + (isWhole ? "" : "…"))
    }

    /// The text, or a problem.
    mutating func text(_ value: PlacedNode, allowed: Phrase) -> String? {
        if let text = value.node.string { return text }
        report(value.path, .wrongType(value.node.kindName, allowed: allowed))
        return nil
    }

    /// Not empty, and at most so many characters.
    mutating func text(_ value: PlacedNode, allowed: Phrase, maximum: Int) -> String? {
        guard let text = text(value, allowed: allowed) else { return nil }
        guard (1...maximum).contains(text.count) else {
            report(value.path, .notAllowed(PolicyReading.quoted(text), allowed: allowed))
            return nil
        }
        return text
    }

    /// True or false; `standard` where the key is not given.
    mutating func truth(_ value: PlacedNode?, _ standard: Bool) -> Bool {
        guard let value else { return standard }
        if let truth = value.node.bool { return truth }
        report(value.path, .wrongType(value.node.kindName, allowed: .aTruth))
        return standard
    }

    /// The members of a list that must not be empty: an empty one says nothing, and would be taken for everything.
    mutating func filled(_ value: PlacedNode, allowed: Phrase) -> [PlacedNode] {
        guard let members = value.members else {
            report(value.path, .wrongType(value.node.kindName, allowed: allowed))
            return []
        }
        if members.isEmpty { report(value.path, .emptyList(allowed)) }
        return members
    }

    /// Digits alone: neither signs nor blanks.
    static func number(_ text: some StringProtocol) -> Int? {
        guard (1...9).contains(text.utf8.count),
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(text)
    }

    /// `10/minute`, or `10/minute burst 20`.
    mutating func rate(_ value: PlacedNode, burst: Int = 5, allowed: Phrase = .aRate) -> Rate? {
        guard let text = text(value, allowed: allowed) else { return nil }
        if let rate = PolicyReading.rate(text, burst) { return rate }
        report(value.path, .notAllowed(PolicyReading.quoted(text), allowed: allowed))
        return nil
    }

    private static func rate(_ text: String, _ burst: Int) -> Rate? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        let parts = words[0].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let packets = number(parts[0]), let span = Rate.Span(rawValue: String(parts[1])),
            (1...1_000_000).contains(packets)
        else { return nil }
        if words.count == 1 { return Rate(packets: packets, per: span, burst: burst) }
        guard words.count == 3, words[1] == "burst", let burst = number(words[2]), (1...1_000_000).contains(burst)
        else { return nil }
        return Rate(packets: packets, per: span, burst: burst)
    }

    /// `log`: a rate, or whether at all.
    mutating func readLog(_ value: PlacedNode) {
        if let truth = value.node.bool {
            policy.logsDrops = truth
        } else if let rate = rate(value, burst: policy.logRate.burst, allowed: .aLogRate) {
            policy.logRate = rate
        }
    }

    /// Patterns of interfaces: without any, unknown taps would be open.
    mutating func taps(_ value: PlacedNode) -> [String] {
        var patterns: [String] = []
        for member in filled(value, allowed: .patterns) {
            guard let text = text(member, allowed: .aPattern) else { continue }
            if InterfaceName.isPattern(text) {
                patterns.append(text)
            } else {
                report(member.path, .notAllowed(PolicyReading.quoted(text), allowed: .aPattern))
            }
        }
        return patterns
    }

    /// A kind that the policy declares.
    mutating func kindName(_ value: PlacedNode) -> String? {
        guard let name = text(value, allowed: .aKind) else { return nil }
        if kindNames.contains(name) { return name }
        report(value.path, .undeclaredKind(PolicyReading.quoted(name), nearest(to: name, in: kindNames), kindNames))
        return nil
    }

    /// A set that the policy declares, by its bare name.
    mutating func setName(_ name: String, _ path: TOMLPath) -> String? {
        if setNames.contains(name) {
            policy.namedSets.insert(name)
            return name
        }
        report(path, .undeclaredSet(PolicyReading.quoted(name), nearest(to: name, in: setNames), setNames))
        return nil
    }

    /// The names of sets, with or without their sign: `block = ["bad"]`.
    mutating func includedSets(_ value: PlacedNode) -> [String] {
        guard let members = value.members else {
            report(value.path, .wrongType(value.node.kindName, allowed: .namesOfSets))
            return []
        }
        var names: [String] = []
        for member in members {
            guard let text = text(member, allowed: .namesOfSets) else { continue }
            let name = text.hasPrefix("@") ? String(text.dropFirst()) : text
            if let name = setName(name, member.path), !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// `admin_ports`: numbers, and spans as texts.
    mutating func ports(_ value: PlacedNode) -> [ClosedRange<UInt16>] {
        var ports: [ClosedRange<UInt16>] = []
        for member in filled(value, allowed: .ports) {
            guard let said = member.node.string ?? member.node.int.map(String.init) else {
                report(member.path, .wrongType(member.node.kindName, allowed: .ports))
                continue
            }
            switch PortSpan.read(said) {
            case .ports(let span): ports.append(span)
            case .wrong(let why): report(member.path, why)
            case .none: report(member.path, .notAllowed(PolicyReading.quoted(said), allowed: .ports))
            }
        }
        return ports
    }
}
