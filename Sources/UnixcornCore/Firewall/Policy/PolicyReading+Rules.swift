extension PolicyReading {
    /// Which way the connections of a rule go, seen from whom the rules are for.
    enum Direction {
        case accept, out

        /// The key of the other end, and the one that means it in rules of the other direction.
        var peerKey: String { self == .accept ? "from" : "to" }
        var otherKey: String { self == .accept ? "to" : "from" }
        var aRule: Phrase { self == .accept ? .aRule : .anOutRule }
    }

    /// - Parameter allowed: what the key may be.
    mutating func rules(_ value: PlacedNode?, _ direction: Direction, allowed: Phrase) -> [PolicyRule] {
        guard let value else { return [] }
        guard let members = value.members else {
            report(value.path, .wrongType(value.node.kindName, allowed: allowed))
            return []
        }
        var rules: [PolicyRule] = []
        for member in members {
            if let rule = rule(member, direction) { rules.append(rule) }
        }
        return rules
    }

    private mutating func rule(_ value: PlacedNode, _ direction: Direction) -> PolicyRule? {
        if let text = value.node.string {
            guard let meant = service(text, value.path) else { return nil }
            return PolicyRule(line: line(value.path), service: text, traffic: meant.traffic)
        }
        guard value.node.table != nil else {
            report(value.path, .wrongType(value.node.kindName, allowed: direction.aRule))
            return nil
        }
        guard let values = section(value, .rule, swapped: (direction.otherKey, direction.peerKey)) else { return nil }
        let meant = service(values, value.path)
        var rule = PolicyRule(line: line(value.path), service: meant?.name ?? "", traffic: meant?.traffic ?? [])
        if let peers = values[direction.peerKey] { rule.peers = self.peers(peers) }
        if let action = values["action"] { rule.action = self.action(action) ?? rule.action }
        if let rate = values["rate"] { rule.rate = self.rate(rate) }
        if let passive = values["passive"] { rule.traffic += passivePorts(passive) }
        rule.usesHelper = truth(values["helper"], false)
        guard let meant else { return nil }
        if let passive = values["passive"], meant.service?.hasPassivePorts != true {
            report(passive.path, .noPassivePorts)
        }
        if let helper = values["helper"], rule.usesHelper, meant.service?.helper == nil {
            report(helper.path, .noHelper(PolicyReading.quoted(meant.name), ServiceCatalogue.withHelper))
        }
        return rule
    }

    private mutating func action(_ value: PlacedNode) -> PolicyRule.Action? {
        guard let text = text(value, allowed: .anAction) else { return nil }
        if let action = PolicyRule.Action(rawValue: text) { return action }
        report(value.path, .notAllowed(PolicyReading.quoted(text), allowed: .anAction))
        return nil
    }

    /// The ports that an FTP server opens for its data.
    private mutating func passivePorts(_ value: PlacedNode) -> [Traffic] {
        guard let text = text(value, allowed: .aSpanOfPorts) else { return [] }
        switch PortSpan.read(text) {
        case .ports(let ports) where ports.lowerBound >= 1024: return [Traffic(.tcp, ports)]
        case .wrong(let why): report(value.path, why)
        case .ports, .none: report(value.path, .notAllowed(PolicyReading.quoted(text), allowed: .aSpanOfPorts))
        }
        return []
    }
}

extension PolicyReading {
    /// What a rule is about.
    private struct Meant {
        var name: String
        var traffic: [Traffic]
        /// Of the catalogue; nil for a form with a number.
        var service: Service?
    }

    /// Of `service` or `port`, of which a rule has one.
    private mutating func service(_ values: [String: PlacedNode], _ path: TOMLPath) -> Meant? {
        switch (values["service"], values["port"]) {
        case (let value?, nil):
            guard let text = text(value, allowed: .aService) else { return nil }
            return service(text, value.path)
        case (nil, let value?):
            guard let text = text(value, allowed: .aPort), let traffic = traffic(text, value.path) else { return nil }
            return Meant(name: text, traffic: [traffic])
        case (nil, nil), (.some, .some):
            report(path, .serviceOrPort)
            return nil
        }
    }

    /// A name of the catalogue, or a form with a number: `tcp/443`.
    private mutating func service(_ text: String, _ path: TOMLPath) -> Meant? {
        if let service = ServiceCatalogue.service(named: text) {
            return Meant(name: text, traffic: service.traffic, service: service)
        }
        switch TrafficForm.read(text) {
        case .traffic(let traffic): return Meant(name: text, traffic: [traffic])
        case .wrong(let why): report(path, why)
        case .none:
            report(path, .unknownService(PolicyReading.quoted(text), nearest(to: text, in: ServiceCatalogue.names)))
        }
        return nil
    }

    /// `tcp/443` and its like.
    mutating func traffic(_ text: String, _ path: TOMLPath) -> Traffic? {
        switch TrafficForm.read(text) {
        case .traffic(let traffic): return traffic
        case .wrong(let why): report(path, why)
        case .none: report(path, .notAllowed(PolicyReading.quoted(text), allowed: .aPort))
        }
        return nil
    }
}
