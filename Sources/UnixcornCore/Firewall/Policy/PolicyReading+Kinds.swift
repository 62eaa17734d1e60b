extension PolicyReading {
    /// More would be a mistake, and take long where each includes the next.
    static let mostKinds = 1000

    mutating func readKinds(_ values: [String: PlacedNode], host: PlacedNode?) {
        guard values.count <= PolicyReading.mostKinds else {
            report(TOMLPath("kinds"), .tooManyKinds(PolicyReading.mostKinds))
            return
        }
        var own: [String: GuestKind] = ["closed": .closed]
        var inclusion = Inclusion()
        for (name, value) in values {
            let start = name == "closed" ? GuestKind.closed : GuestKind(name: name)
            guard let read = kind(value, .kinds, from: start) else { continue }
            own[name] = read.kind
            inclusion.includes[name] = read.includes
        }
        if let host, let read = kind(host, .host, from: policy.host) {
            own["host"] = read.kind
            inclusion.includes["host"] = read.includes
        }
        guard !refuseCircles(inclusion, at: { TOMLPath("kinds", $0, "include") }) else { return }
        for name in own.keys.sorted() {
            let whole = PolicyReading.whole(inclusion.order(of: [name]).compactMap { own[$0] })
            if name == "host" { policy.host = whole ?? policy.host } else { policy.kinds[name] = whole }
        }
    }

    /// The last of these with the rules of those before it in front. What one of them opens without limit is open.
    private static func whole(_ kinds: [GuestKind]) -> GuestKind? {
        guard var last = kinds.last else { return nil }
        last.accept = kinds.flatMap(\.accept)
        last.out = kinds.contains { $0.out == nil } ? nil : kinds.flatMap { $0.out ?? [] }
        return last
    }

    /// What a kind says itself; what it does not say stays as it is in `start`.
    private mutating func kind(
        _ value: PlacedNode, _ section: PolicyKey.Section, from start: GuestKind
    ) -> (kind: GuestKind, includes: [String])? {
        guard let values = self.section(value, section) else { return nil }
        var kind = start
        kind.line = line(value.path)
        if let title = values["title"] { kind.title = text(title, allowed: .aTitle, maximum: 60) ?? "" }
        kind.accept = rules(values["accept"], .accept, allowed: .rules)
        if let out = values["out"] {
            kind.out = out.node.string == "any" ? nil : rules(out, .out, allowed: .outRulesOrAny)
        }
        kind.answersPing = truth(values["ping"], start.answersPing)
        kind.refuses = truth(values["refuse"], start.refuses)
        kind.isRouter = truth(values["router"], start.isRouter)
        kind.servesDHCP = truth(values["dhcp_server"], start.servesDHCP)
        kind.mayForward = truth(values["forward"], start.mayForward)
        kind.hostMayReach = truth(values["host"], start.hostMayReach)
        return (kind, values["include"].map { includes($0) } ?? [])
    }

    private mutating func includes(_ value: PlacedNode) -> [String] {
        guard let members = value.members else {
            report(value.path, .wrongType(value.node.kindName, allowed: .namesOfKinds))
            return []
        }
        var names: [String] = []
        for member in members {
            if let name = kindName(member) {
                names.append(name)
                policy.includedKinds.insert(name)
            }
        }
        return names
    }

    /// `[guests.blog]`: guests are libvirt's, so that any name may be right.
    mutating func readGuests(_ value: PlacedNode?) {
        guard let value else { return }
        guard let pairs = value.node.table else {
            let header = PolicyKey.Section.guests.header
            report(value.path, .wrongType(value.node.kindName, allowed: .mustBeNamedSections(header)))
            return
        }
        for (name, node) in pairs {
            let place = PlacedNode(value.path.key(name), node)
            if PolicyReading.isGuestName(name) {
                policy.guests[name] = guest(name, place)
            } else {
                report(place.path, .notAllowed(PolicyReading.quoted(name), allowed: .aGuest))
            }
        }
    }

    /// Any text: it never reaches nft, and is cleaned before it is shown.
    static func isGuestName(_ name: String) -> Bool { (1...64).contains(name.count) && name.utf8.count <= 1024 }

    private mutating func guest(_ name: String, _ value: PlacedNode) -> GuestExceptions? {
        guard let values = section(value, .guests) else { return nil }
        var guest = GuestExceptions(name: name, line: line(value.path))
        guest.kind = values["kind"].flatMap { kindName($0) }
        guest.accept = rules(values["accept"], .accept, allowed: .rules)
        guest.out = rules(values["out"], .out, allowed: .outRules)
        if let list = values["addresses"] { guest.addresses = addresses(list) }
        return guest
    }
}
